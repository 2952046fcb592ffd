package dev.sightline.alert.devices;

import dev.sightline.alert.AlertConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads heartbeats and keeps the states of devices up to date.
 *
 * <p>A batch is taken in one transaction and its offsets are committed after it: a crash between the two delivers the
 * batch again, which changes nothing (see {@link DeviceStates#take}). While the database is away the same batch is tried
 * again and again; nothing is skipped but records that are no heartbeats, and those are counted.
 */
@ApplicationScoped
class HeartbeatConsumer {
    private static final Logger LOG = Logger.getLogger(HeartbeatConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final AlertConfig.Kafka config;
    private final DeviceStates states;
    private final Counter taken;
    private final Counter unreadable;
    private volatile boolean isStopping;
    private volatile boolean isReading;
    private @Nullable Thread thread;

    HeartbeatConsumer(AlertConfig config, DeviceStates states, MeterRegistry metrics) {
        this.config = config.kafka();
        this.states = states;
        this.taken = metrics.counter("sightline.alert.heartbeats");
        // To alert on: anything above 0 means that somebody else writes to the topic, or that we are too old to read
        // it.
        this.unreadable = metrics.counter("sightline.alert.heartbeats.unreadable");
    }

    /** Whether the group has us and the last attempt to store went well. */
    boolean isReading() {
        return isReading;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    void start() {
        isStopping = false;
        thread = Thread.ofPlatform().name("heartbeats").start(this::run);
    }

    /** Returns when the batch in hand is finished. */
    void stop() throws InterruptedException {
        isStopping = true;
        if (thread != null) {
            thread.join(PATIENCE_AT_STOP);
        }
    }

    private void run() {
        while (!isStopping) {
            try (var consumer = open()) {
                consumer.subscribe(List.of(config.heartbeatsTopic()));
                while (!isStopping) {
                    takeNext(consumer);
                }
            } catch (RuntimeException e) {
                // Among others: the group went on without us while the database was away. Start from what is committed.
                isReading = false;
                LOG.warn("heartbeats cannot be read, starting over: topic=" + config.heartbeatsTopic(), e);
                pause();
            }
        }
    }

    private void takeNext(KafkaConsumer<String, byte[]> consumer) {
        var records = consumer.poll(POLL);
        try {
            if (!records.isEmpty()) {
                take(records);
                consumer.commitSync();
            }
            isReading = consumer.groupMetadata().generationId() >= 0;
        } catch (StoreFailure e) {
            isReading = false;
            LOG.warn("heartbeats cannot be stored, trying again: topic=" + config.heartbeatsTopic(), e.getCause());
            // Back to the batch instead of waiting with it, so that polling goes on and the group keeps us.
            records.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, records.records(partition).getFirst().offset()));
            pause();
        }
    }

    private void take(ConsumerRecords<String, byte[]> records) throws StoreFailure {
        List<Beat> beats = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> stored : records) {
            Beat.of(stored).ifPresentOrElse(beats::add, () -> refuse(stored));
        }
        try {
            VertxContextSupport.subscribeAndAwait(() -> states.take(beats));
        } catch (Throwable e) {
            throw new StoreFailure(e);
        }
        taken.increment(beats.size());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            isStopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(ConsumerRecord<?, ?> stored) {
        unreadable.increment();
        LOG.warn("record is no heartbeat and is left out: topic=" + stored.topic() + " partition=" + stored.partition()
                + " offset=" + stored.offset());
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers()),
                        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, config.group()),
                        // A quick restart gets its partitions back at once, and does not wait for its own dead session.
                        Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.group() + "-" + config.instance()),
                        Map.entry(
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                Math.toIntExact(config.sessionTimeout().toMillis())),
                        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The database did not take a batch; it may later. */
    private static final class StoreFailure extends Exception {
        private static final long serialVersionUID = 1;

        StoreFailure(Throwable cause) {
            super(cause);
        }
    }
}
