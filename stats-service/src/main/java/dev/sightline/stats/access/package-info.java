/** Who asks, and for which workspace: sessions signed by query-service, and API keys from the compacted topic. */
@NullMarked
package dev.sightline.stats.access;

import org.jspecify.annotations.NullMarked;
