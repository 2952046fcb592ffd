package dev.sightline.query.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.QueryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows what stats-service says it has stored, once for all streams of this instance, from now on and in no group. ClickHouse
 * is asked nothing.
 *
 * <p>The first news after a quiet second is told at once. What comes within a second of it is told together at its end, so that
 * a stream says something once a second however many partitions and ranges there are.
 */
@ApplicationScoped
class StoredInferences {
    private static final Logger log = Logger.getLogger(StoredInferences.class);
    // One partition: a range in a second and partition is little.
    private static final List<TopicPartition> PARTITIONS = List.of(new TopicPartition(Topics.STATS_PROGRESS, 0));
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long TOLD_EVERY = Duration.ofSeconds(1).toNanos();

    private final LiveStreams streams;
    private final Map<String, Object> settings;
    private final Set<String> untold = new HashSet<>(); // Of the following thread alone, like the two below.
    private long toldAt = System.nanoTime() - TOLD_EVERY;
    private boolean isAway;
    private volatile boolean isStopping;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    StoredInferences(LiveStreams streams, QueryConfig config) {
        this.streams = streams;
        this.settings = Map.of(
                "bootstrap.servers",
                config.apiKeys().bootstrapServers(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "latest",
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                5000,
                "request.timeout.ms",
                4000);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("stored-inferences").daemon().start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        isStopping = true;
        var running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    private void follow() {
        while (!isStopping) {
            try (var reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = reader;
                reader.assign(PARTITIONS);
                reader.seekToEnd(PARTITIONS);
                isAway = false;
                while (!isStopping) {
                    reader.poll(POLL).forEach(this::take);
                    tell();
                }
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (!isAway) { // Not several times a second, for as long as it lasts.
                    log.warnf("stored inferences cannot be followed, trying again error=%s", e.getMessage());
                }
                isAway = true;
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        if (published.value() == null) {
            return;
        }
        try {
            var progress = PartitionProgress.parseFrom(published.value());
            if (progress.getTopic().equals(Topics.INFERENCES)) {
                untold.addAll(progress.getWorkspacesList());
            }
        } catch (InvalidProtocolBufferException e) {
            log.warnf("progress cannot be read topic=%s offset=%d", published.topic(), published.offset());
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (!untold.isEmpty() && now - toldAt >= TOLD_EVERY) {
            untold.forEach(streams::stored);
            untold.clear();
            toldAt = now;
        }
    }
}
