package dev.sightline.ingest.follow;

import dev.sightline.ingest.IngestConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic that a thread of its own follows from the beginning: what was said last stands while the brokers are
 * away, and no request waits for them.
 */
public final class FollowedTopic implements AutoCloseable {
    private static final Logger log = Logger.getLogger(FollowedTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Map<String, Object> settings;
    private volatile boolean isComplete;
    private volatile boolean isStopping;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** @param taker is given every record in the order of its partition, and all of them again after a failure */
    public FollowedTopic(
            IngestConfig config, String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.topic = topic;
        this.taker = taker;
        this.settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.kafka().bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                4_000);
    }

    /** Begins to follow. */
    public void start() {
        Thread.ofPlatform().name(topic).daemon().start(this::follow);
    }

    /** Whether everything was taken that the topic held at the start. */
    public boolean isComplete() {
        return isComplete;
    }

    @Override
    public void close() {
        isStopping = true;
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    private void follow() {
        while (!isStopping) {
            try (var reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = reader;
                read(reader);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                log.warnf("topic cannot be followed, trying again topic=%s error=%s", topic, e.getMessage());
                pause();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            pause(); // Nobody has made it yet.
            return;
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (!isStopping) {
            reader.poll(POLL).forEach(taker);
            if (!isComplete
                    && ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                isComplete = true;
                log.infof("topic is known to its end topic=%s", topic);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
