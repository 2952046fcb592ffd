package dev.sightline.stats.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is read from its beginning, and on to its end each time somebody asks, in no group.
 *
 * <p>No thread waits for what is rarely asked for, and an answer is as new as the log. For topics with little in them: the
 * first to ask waits for all of it.
 */
public final class FollowedTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<String, Object> settings;
    private final String topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Map<TopicPartition, Long> taken = new HashMap<>();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** @param taker is given every record once, in the order of its partition */
    public FollowedTopic(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.topic = topic;
        this.taker = taker;
        settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                // Somebody waits for the answer.
                "default.api.timeout.ms",
                5000);
    }

    /**
     * Takes everything that the log holds now; nothing when there is no such topic.
     *
     * @throws LogUnavailableException when the brokers do not answer
     */
    public synchronized void catchUp() {
        try {
            if (consumer == null) {
                consumer = open();
            }
            var current = consumer;
            if (current.assignment().isEmpty()) {
                // No such topic yet; the next time there may be.
                close();
                return;
            }
            var ends = current.endOffsets(current.assignment());
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (ends.entrySet().stream().anyMatch(end -> current.position(end.getKey()) < end.getValue())) {
                for (var record : current.poll(POLL)) {
                    taken.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                    taker.accept(record);
                }
                if (System.nanoTime() > deadline) {
                    throw new LogUnavailableException("topic " + topic + " is not read to its end", null);
                }
            }
        } catch (KafkaException e) {
            close();
            throw new LogUnavailableException("topic " + topic + " cannot be read", e);
        }
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        var opened = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = opened.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(unread(partitions));
        taken.forEach(opened::seek);
        return opened;
    }

    private List<TopicPartition> unread(List<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> !taken.containsKey(partition))
                .toList();
    }

    /** The brokers do not answer; the same question may be answered later. */
    public static final class LogUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public LogUnavailableException(String what, @Nullable Throwable cause) {
            super(what, cause);
        }
    }
}
