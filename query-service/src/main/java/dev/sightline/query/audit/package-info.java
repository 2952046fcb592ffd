/** Who changed which setting. */
@NullMarked
package dev.sightline.query.audit;

import org.jspecify.annotations.NullMarked;
