/** Where inferences' images are, as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.image;

import org.jspecify.annotations.NullMarked;
