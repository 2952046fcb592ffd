/** Metadata that was attached to inferences, as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.metadata;

import org.jspecify.annotations.NullMarked;
