@NullMarked
package dev.sightline.alert.evaluation;

import org.jspecify.annotations.NullMarked;
