/** Compacted topics, followed. */
@NullMarked
package dev.sightline.ingest.follow;

import org.jspecify.annotations.NullMarked;
