package dev.sightline.alert;

import dev.sightline.contract.events.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the alert service, under {@code alert.*}. */
@ConfigMapping(prefix = "alert")
public interface AlertConfig {
    Kafka kafka();

    /** The secret that query-service signs sessions with (HS256); at least 32 characters. */
    String sessionSecret();

    /** Where the log is, and what is read of it. */
    interface Kafka {
        /** Brokers to begin with, as {@code host:port[,host:port]}. */
        String bootstrapServers();

        /** The consumer group that replicas of this service share the heartbeats in. */
        @WithDefault("alert-service")
        String group();

        /** Names this replica in its group; each needs its own. */
        @WithDefault("1")
        String instance();

        /** Without a sign of this replica for this long, the others take its heartbeats. */
        @WithDefault("10s")
        Duration sessionTimeout();

        @WithDefault(Topics.HEARTBEATS)
        String heartbeatsTopic();

        @WithDefault(Topics.API_KEYS)
        String apiKeysTopic();
    }
}
