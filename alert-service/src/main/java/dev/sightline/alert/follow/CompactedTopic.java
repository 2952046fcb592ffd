package dev.sightline.alert.follow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A small compacted topic, followed from its beginning by a thread of its own.
 *
 * <p>Each replica reads the whole topic, in no group: there is little in it, and each replica needs all of it.
 */
public final class CompactedTopic {
    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final String bootstrapServers;
    // One partition: its order is then the order of what happened.
    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<String, byte[]>> taker;
    private final Runnable afterEach;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean isRead;
    private volatile boolean isStopping;
    private @Nullable Thread thread;

    /** @param taker is given every record, in order; again from the first one when the brokers were away */
    public CompactedTopic(String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> taker) {
        this(bootstrapServers, topic, taker, () -> {});
    }

    /** @param afterEach runs after each look at the topic, once all that it held at the start has been taken; must not fail */
    public CompactedTopic(
            String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> taker, Runnable afterEach) {
        this.bootstrapServers = bootstrapServers;
        this.partition = new TopicPartition(topic, 0);
        this.taker = taker;
        this.afterEach = afterEach;
    }

    /** Whether all that the topic held at the start has been taken. */
    public boolean isRead() {
        return isRead;
    }

    public void start() {
        thread = Thread.ofPlatform().name(partition.topic()).start(this::follow);
    }

    public void stop() throws InterruptedException {
        isStopping = true;
        var current = consumer;
        if (current != null) {
            current.wakeup();
        }
        if (thread != null) {
            thread.join(PATIENCE_AT_STOP);
        }
    }

    private void follow() {
        while (!isStopping) {
            try (var opened = open()) {
                consumer = opened;
                opened.assign(List.of(partition));
                opened.seekToBeginning(List.of(partition));
                long end = Objects.requireNonNull(
                        opened.endOffsets(List.of(partition)).get(partition));
                while (!isStopping) {
                    // Before the first look, too: an empty topic is read without waiting for what may come.
                    if (opened.position(partition) >= end) {
                        isRead = true;
                        afterEach.run();
                    }
                    opened.poll(POLL).forEach(taker);
                }
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("topic cannot be followed, starting over: topic=" + partition.topic(), e);
            }
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
