/** Inferences as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.inference;

import org.jspecify.annotations.NullMarked;
