package dev.sightline.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Settings of the dashboard, under {@code dashboard.*}. */
@ConfigMapping(prefix = "dashboard")
interface DashboardConfig {
    /** Where the query-service answers. */
    URI queryUrl();

    /** Where the alert-service answers. */
    URI alertUrl();

    /** Where the stats-service answers. */
    URI statsUrl();

    /** How long a service may take to let us connect; then it counts as away. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may stay silent in the middle of an answer. */
    @WithDefault("60s")
    Duration idleTimeout();
}
