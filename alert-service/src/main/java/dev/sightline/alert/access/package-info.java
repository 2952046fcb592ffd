/** Who asks, and for which workspace: sessions signed by the query-service, and API keys from the compacted topic. */
@NullMarked
package dev.sightline.alert.access;

import org.jspecify.annotations.NullMarked;
