/** Traces of the way from the log into ClickHouse. */
@NullMarked
package dev.sightline.stats.trace;

import org.jspecify.annotations.NullMarked;
