/** Heartbeats as ClickHouse rows. */
@NullMarked
package dev.sightline.stats.heartbeat;

import org.jspecify.annotations.NullMarked;
