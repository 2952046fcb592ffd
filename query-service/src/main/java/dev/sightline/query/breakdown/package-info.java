/** Figures by the values of a metadata field. */
@NullMarked
package dev.sightline.query.breakdown;

import org.jspecify.annotations.NullMarked;
