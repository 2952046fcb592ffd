/**
 * Processes that are killed, paused, cut off and multiplied while inferences arrive; afterwards the {@link
 * dev.sightline.e2e.faults.Oracle} compares what was acknowledged with what is stored, id by id.
 */
@NullMarked
package dev.sightline.e2e.faults;

import org.jspecify.annotations.NullMarked;
