package dev.sightline.alert;

import dev.sightline.contract.events.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the alert service, under {@code alert.*}. */
@ConfigMapping(prefix = "alert")
public interface AlertConfig {
    Kafka kafka();

    /** The secret that query-service signs sessions with (HS256); at least 32 characters. */
    String sessionSecret();

    /** Where people reach the dashboard; links in mails begin with it. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /** Told when the monitoring itself is in trouble and nobody else is known to tell; empty for nobody. */
    Optional<String> ownerEmail();

    ClickHouse clickhouse();

    Evaluation evaluation();

    Devices devices();

    Delivery delivery();

    /** Where the figures are read. */
    interface ClickHouse {
        URI url();

        String database();

        String user();

        Optional<String> password();

        /** A question that takes longer is given up. */
        @WithDefault("20s")
        Duration longestQuestion();
    }

    /** When rules are judged. */
    interface Evaluation {
        /** How often it is looked for rules that are due. */
        @WithDefault("5s")
        Duration every();

        /** How many rules are judged at once. */
        @WithDefault("2")
        int workers();

        /** How long after its end a bucket is judged: what is reported that late is in it. */
        @WithDefault("30s")
        Duration allowance();

        /** So many buckets in order, in a row, end an incident. */
        @WithDefault("3")
        int bucketsUntilResolved();

        /** Data that come within this time have their bucket judged again; nobody is mailed again. */
        @WithDefault("15m")
        Duration revisions();

        /** After an outage, buckets of this long are made up for; older ones are left out. */
        @WithDefault("24h")
        Duration longestCatchUp();

        /** Without the pipeline's own beat, or without progress of the figures, for this long we are blind. */
        @WithDefault("90s")
        Duration blindAfter();

        /** Called every minute while all is well; empty for nobody. */
        Optional<URI> deadMansSwitch();
    }

    /** When devices are taken for dead, and what is told of it. */
    interface Devices {
        /** A shorter silence than this is nobody's end, however often a server has promised to beat. */
        @WithDefault("60s")
        Duration earliestOffline();

        /** More changes than so many within 30 minutes are told once, as flapping, and then not until there has been calm. */
        @WithDefault("4")
        int mostChanges();
    }

    /** How messages leave. */
    interface Delivery {
        /** How often it is looked for messages that are due. */
        @WithDefault("1s")
        Duration every();

        /** What happens within this time is one mail. */
        @WithDefault("30s")
        Duration grouping();

        /** Of this time… */
        @WithDefault("10m")
        Duration digestWindow();

        /** …so many mails to one person; what is more becomes one digest. */
        @WithDefault("5")
        int mailsPerDigestWindow();

        /** A mail server that has not answered by then is tried again later. */
        @WithDefault("30s")
        Duration mailTimeout();

        /** A webhook that has not answered by then is tried again later. */
        @WithDefault("15s")
        Duration webhookTimeout();

        /** How many webhooks are called at once. */
        @WithDefault("4")
        int webhooksAtOnce();

        /** Beyond the longest attempt, after which a message of a process that died is somebody else's to send. */
        @WithDefault("30s")
        Duration leaseMargin();

        /** The pause after the first failure; it doubles with each. */
        @WithDefault("10s")
        Duration firstRetry();

        /** Whether webhooks may have private addresses. Off, because a webhook is a way into the network for whoever may write rules. */
        @WithDefault("false")
        boolean allowPrivateWebhooks();
    }

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

        @WithDefault(Topics.SESSIONS)
        String sessionsTopic();

        @WithDefault(Topics.WORKSPACE_MEMBERS)
        String membersTopic();

        @WithDefault(Topics.STATS_PROGRESS)
        String progressTopic();

        @WithDefault(Topics.INFERENCES)
        String inferencesTopic();
    }
}
