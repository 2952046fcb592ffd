/** Samples that video workflows report, as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.aggregator;

import org.jspecify.annotations.NullMarked;
