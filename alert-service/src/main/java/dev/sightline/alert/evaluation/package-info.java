/** Due rules, judged at the watermark; what follows is stored in one transaction. */
@NullMarked
package dev.sightline.alert.evaluation;

import org.jspecify.annotations.NullMarked;
