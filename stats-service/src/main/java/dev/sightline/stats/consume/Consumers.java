package dev.sightline.stats.consume;

import dev.sightline.stats.Delivery;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse.UnavailableException;
import dev.sightline.stats.clickhouse.DeduplicationWindows;
import dev.sightline.stats.clickhouse.DeduplicationWindows.MissingException;
import dev.sightline.stats.clickhouse.Schema;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jpountz.util.Native;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * One thread a topic, and as many as are set for the inferences: one prepares a block while ClickHouse writes another's. Each
 * has a {@link RangeConsumer} of its own, which is replaced when it fails, and is a member of the group like any other:
 * who has a partition alone reads, writes and commits it.
 */
@ApplicationScoped
public class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);
    private static final long RESTART_MILLIS = 500;
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final List<EventTable> tables;
    private final Schema schema;
    private final DeduplicationWindows windows;
    private final Stores stores;
    private final StatsConfig config;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<RangeConsumer> running = ConcurrentHashMap.newKeySet();
    private boolean tablesChecked;
    private volatile boolean stopping;

    Consumers(
            Instance<EventTable> tables,
            Schema schema,
            DeduplicationWindows windows,
            Stores stores,
            StatsConfig config) {
        this.tables = tables.stream().toList();
        this.schema = schema;
        this.windows = windows;
        this.stores = stores;
        this.config = config;
        loadNativeCompression();
    }

    /**
     * What is read from Kafka and what is sent to ClickHouse is compressed with LZ4. The library takes its native part by
     * itself only where the system's class loader has loaded it, and Quarkus has a loader of its own. Without it Java does
     * the same, several times slower.
     */
    private static void loadNativeCompression() {
        try {
            Native.load();
        } catch (RuntimeException | LinkageError e) {
            LOG.infof("LZ4 has no native part here, Java does it: reason=%s", e.getMessage());
        }
    }

    void start(@Observes StartupEvent event) {
        if (config.delivery() != Delivery.EXACTLY_ONCE) {
            LOG.warnf(
                    "DELIVERY IS %s: after a crash or a repeated report inferences count twice. "
                            + "This is for measurements; unset stats.delivery for anything else.",
                    config.delivery());
        }
        for (EventTable table : tables) {
            int share = table.hasCopies() ? Math.max(1, config.inferenceThreads()) : 1;
            for (int number = 1; number <= share; number++) {
                // No name that another instance could have.
                String member = config.instance() + (number == 1 ? "" : "-thread-" + number);
                // Daemons: one that waits for ClickHouse to get its schema must not keep the process.
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("consume-" + table.topic() + "-" + number)
                        .start(() -> consume(table, member)));
            }
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        running.forEach(RangeConsumer::stop);
        long end = System.nanoTime() + PATIENCE_AT_STOP.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** The consumer group that shares a topic's partitions. */
    public static String group(StatsConfig config, String topic) {
        return config.group() + "-" + topic;
    }

    /** Whether every topic has a thread that works on it. */
    boolean areAlive() {
        return !threads.isEmpty() && threads.stream().allMatch(Thread::isAlive);
    }

    private void consume(EventTable table, String member) {
        try {
            prepareTables();
            while (!stopping) {
                try (var consumer = new RangeConsumer(table, stores, config, kafkaConsumer(table, member))) {
                    work(consumer);
                } catch (RuntimeException e) {
                    // Whatever it is: a new consumer finds the intents, and goes on from what is stored.
                    LOG.warnf(e, "consumer of topic=%s begins again", table.topic());
                    Thread.sleep(RESTART_MILLIS);
                }
            }
        } catch (MissingException e) {
            giveUp(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(RangeConsumer consumer) {
        running.add(consumer);
        try {
            // Asked only now: who stops wakes those that are running, and would not have seen this one.
            if (!stopping) {
                consumer.run();
            }
        } finally {
            running.remove(consumer);
        }
    }

    /** Said once, however many threads found it. */
    private synchronized void giveUp(MissingException missing) {
        if (!stopping) {
            stopping = true;
            LOG.fatal(missing.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    private synchronized void prepareTables() throws InterruptedException {
        schema.migrate();
        while (!tablesChecked) {
            try {
                var written =
                        new ArrayList<>(tables.stream().map(EventTable::table).toList());
                written.add(LedgerEntry.TABLE);
                windows.check(written);
                tablesChecked = true;
            } catch (UnavailableException e) {
                LOG.warn("deduplication windows cannot be checked, trying again: " + e.getMessage());
                Thread.sleep(RESTART_MILLIS);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> kafkaConsumer(EventTable table, String member) {
        String group = group(config, table.topic());
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", config.kafka());
        settings.put("group.id", group);
        settings.put("group.instance.id", group + "-" + member);
        settings.put(
                "session.timeout.ms", Math.toIntExact(config.sessionTimeout().toMillis()));
        settings.put(
                "heartbeat.interval.ms", Math.toIntExact(config.sessionTimeout().toMillis() / 4));
        // Longer than an insert can take: between two tries the consumer polls.
        settings.put("max.poll.interval.ms", 300_000);
        // Of a backlog one poll gives half a range at most: the next one finds it too old to wait for more.
        settings.put("max.poll.records", Math.max(1, config.rangeRecords() / 2));
        settings.put("fetch.max.bytes", 16 * 1024 * 1024);
        settings.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
