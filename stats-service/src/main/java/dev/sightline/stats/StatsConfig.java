package dev.sightline.stats;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the stats service, under {@code stats.*}. */
@ConfigMapping(prefix = "stats")
public interface StatsConfig {
    /** Bootstrap addresses of Kafka. */
    String kafka();

    ClickHouse clickhouse();

    /** What query-service signs sessions with; at least 32 characters. */
    String sessionSecret();

    /** The consumer group; all instances that share the work have the same. */
    @WithDefault("stats-service")
    String group();

    /** Names this instance in its group, so that a quick restart gets its partitions back without a rebalance. */
    @WithDefault("1")
    String instance();

    /** Threads of this instance for the inferences, each with its share of the partitions and one block in memory. At least 1. */
    @WithDefault("2")
    int inferenceThreads();

    /** Anything but the default is for measurements and for the tests' own controls; see {@link Delivery}. */
    @WithDefault("exactly-once")
    Delivery delivery();

    /**
     * Whether a table without a deduplication window keeps the service from starting. Off, it counts repeated blocks
     * twice: for the tests' own controls.
     */
    @WithDefault("true")
    boolean checkDeduplicationWindows();

    /** Without a sign of this instance for this long, the others take its partitions. */
    @WithDefault("10s")
    Duration sessionTimeout();

    /** At most this many records of a partition become one block; half as many are written without waiting for others. */
    @WithDefault("50000")
    int rangeRecords();

    /** Likewise of bytes; bounds the memory of a backlog of large records. */
    @WithDefault("33554432")
    long rangeBytes();

    /** A record waits at most this long for others to share its block. */
    @WithDefault("500ms")
    Duration rangeTime();

    /** A second record of an inference within this time after the first is a copy, and is left out. */
    @WithDefault("24h")
    Duration copyWindow();

    /** At most this many ids are remembered of a partition, about 40 bytes each; of more, the oldest are forgotten. */
    @WithDefault("500000")
    int copyWindowIds();

    /** Whether no spans are made; as {@code OTEL_SDK_DISABLED} says it for all of the service. */
    @WithDefault("true")
    boolean tracesDisabled();

    /** Time between two questions to Kafka how many records wait, for the metrics. */
    @WithDefault("15s")
    Duration lagEvery();

    Audit audit();

    /** How log, rows and rollups are compared. */
    interface Audit {
        /** Time between two comparisons. */
        @WithDefault("60s")
        Duration every();

        /** How far back, by the broker's clock for rows and by the events' for rollups. */
        @WithDefault("24h")
        Duration window();

        /** A quarter-hour is compared with its rollups this long after its end. */
        @WithDefault("2m")
        Duration grace();

        /** At most this many stretches and quarter-hours are compared at once; the others the next time. */
        @WithDefault("500")
        int budget();
    }

    Retention retention();

    /** How long things are kept. Partitions end as a whole: days of rows, months of rollups. */
    interface Retention {
        /** Inferences, heartbeats, metadata, boxes; at least the audit's window and an hour. */
        @WithDefault("90d")
        Duration rows();

        /** What figures and charts are made of; at least as long as the rows. */
        @WithDefault("400d")
        Duration rollups();

        /** Time between two looks for what is to end. */
        @WithDefault("1h")
        Duration every();

        Archive archive();
    }

    /** Where ClickHouse puts a copy of a partition before it is dropped. */
    interface Archive {
        /** A bucket as ClickHouse reaches it, {@code https://host/bucket}, maybe with a folder; without, nothing is copied. */
        Optional<String> url();

        /** Without, ClickHouse goes by what it knows of the bucket itself. */
        Optional<String> accessKey();

        Optional<String> secretKey();

        /** A copy that takes longer has failed, and is tried again at the next look. */
        @WithDefault("2h")
        Duration longest();
    }

    Space space();

    /**
     * How much room is to stay free: of ClickHouse's fullest disk, and of what images may have. Whichever has the smaller
     * free share counts.
     */
    interface Space {
        /** Time between two looks. */
        @WithDefault("30s")
        Duration every();

        /** With a smaller free share than this, log, metrics and dashboard warn. */
        @WithDefault("0.15")
        double warnBelow();

        /** With a smaller free share than this, images are not taken, so that inferences still are. */
        @WithDefault("0.05")
        double shedBelow();

        /** What is stopped begins again, and a warning ends, with so much more free than where it began. */
        @WithDefault("0.02")
        double margin();

        /** Bytes that all images may have; 0 for as many as there is room for, since a store does not tell how much it has. */
        @WithDefault("0")
        MemorySize imageBudget();
    }

    /** Where and how to reach ClickHouse. */
    interface ClickHouse {
        /** Its HTTP interface. */
        String url();

        @WithDefault("sightline")
        String database();

        @WithDefault("default")
        String user();

        @WithDefault("")
        Optional<String> password();

        /** An insert that takes longer has failed and is tried again with the same token. */
        @WithDefault("30s")
        Duration insertTimeout();
    }
}
