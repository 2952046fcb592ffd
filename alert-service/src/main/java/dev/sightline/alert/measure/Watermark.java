package dev.sightline.alert.measure;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.alert.AlertConfig;
import dev.sightline.contract.events.PartitionProgress;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Up to when everything that was reported is in ClickHouse: the clock that figures are judged by.
 *
 * <p>Of a partition with records that are not stored yet it is the broker's time of the last stored one; of a partition
 * without, it is now. The oldest of all partitions counts. So it stands still while stats-service is away, and goes on
 * while nobody reports anything. A partition's never goes back: after an hour of silence the first record is not stored for
 * half a second, and what was complete a moment before still is.
 */
@ApplicationScoped
public class Watermark {
    private static final Logger LOG = Logger.getLogger(Watermark.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final AlertConfig.Kafka config;
    private final Clock clock;
    private final Map<Integer, PartitionProgress> stored = new HashMap<>();
    private final Map<Integer, Instant> reached = new HashMap<>();
    private volatile @Nullable Instant current;
    private volatile boolean isStopping;
    private @Nullable Thread thread;

    Watermark(AlertConfig config, Clock clock) {
        this.config = config.kafka();
        this.clock = clock;
    }

    /** Empty until the log has been asked. */
    public Optional<Instant> current() {
        return Optional.ofNullable(current);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("watermark").start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        isStopping = true;
        if (thread != null) {
            thread.join(PATIENCE_AT_STOP);
        }
    }

    private void follow() {
        while (!isStopping) {
            try (var consumer = open()) {
                // One partition: the topic is small.
                var partition = new TopicPartition(config.progressTopic(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (!isStopping) {
                    consumer.poll(POLL).forEach(this::take);
                    current = oldest(consumer);
                }
            } catch (RuntimeException e) {
                LOG.warn("progress cannot be followed, starting over: topic=" + config.progressTopic(), e);
                pause();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        if (published.value() == null) {
            return;
        }
        try {
            var progress = PartitionProgress.parseFrom(published.value());
            if (progress.getTopic().equals(config.inferencesTopic())) {
                stored.put(progress.getPartition(), progress);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("progress cannot be read and is left out: topic=" + published.topic() + " offset="
                    + published.offset());
        }
    }

    private Instant oldest(KafkaConsumer<byte[], byte[]> consumer) {
        // Taken before the log is asked: what is reported in between belongs to a later watermark.
        Instant askedAt = clock.instant();
        var partitions = consumer.partitionsFor(config.inferencesTopic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        var ends = consumer.endOffsets(partitions);
        var begins = consumer.beginningOffsets(partitions);
        return partitions.stream()
                .map(partition -> {
                    int number = partition.partition();
                    var until = of(
                            stored.get(number),
                            begins.getOrDefault(partition, 0L),
                            ends.getOrDefault(partition, 0L),
                            reached.getOrDefault(number, Instant.EPOCH),
                            askedAt);
                    reached.put(number, until);
                    return until;
                })
                .min(Instant::compareTo)
                .orElse(askedAt);
    }

    /**
     * The watermark of one partition whose log has the records from {@code begin} until {@code end}.
     *
     * @param reached what it was before; {@link Instant#EPOCH} at first
     */
    static Instant of(@Nullable PartitionProgress stored, long begin, long end, Instant reached, Instant askedAt) {
        boolean isAllStored = begin == end || (stored != null && stored.getNextOffset() >= end);
        if (isAllStored) {
            return askedAt;
        }
        var lastStored = stored == null ? Instant.EPOCH : Instant.ofEpochMilli(stored.getBrokerTimeMillis());
        return lastStored.isAfter(reached) ? lastStored : reached;
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            isStopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
