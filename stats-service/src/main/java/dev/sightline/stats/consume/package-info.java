/** From a topic's partitions to blocks: ranges, offsets, progress. */
@NullMarked
package dev.sightline.stats.consume;

import org.jspecify.annotations.NullMarked;
