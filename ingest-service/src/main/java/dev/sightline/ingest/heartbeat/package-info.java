/** Heartbeats as clients post them. */
@NullMarked
package dev.sightline.ingest.heartbeat;

import org.jspecify.annotations.NullMarked;
