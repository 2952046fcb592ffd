/** Moves what was reported from Kafka into ClickHouse. */
@NullMarked
package dev.sightline.stats;

import org.jspecify.annotations.NullMarked;
