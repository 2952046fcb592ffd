package dev.sightline.alert;

import dev.sightline.contract.events.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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

        @WithDefault(Topics.HEARTBEATS)
        String heartbeatsTopic();

        @WithDefault(Topics.API_KEYS)
        String apiKeysTopic();
    }
}
