package dev.sightline.query.follow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
 * A topic of one partition that a thread of its own follows, in no group: each instance needs all of it, and there is little
 * in it. While Kafka is away it is tried again, and begun anew.
 */
public final class FollowedTopic {
    private static final Logger log = Logger.getLogger(FollowedTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final List<TopicPartition> partition;
    private final boolean isFromBeginning;
    private final Consumer<ConsumerRecord<String, byte[]>> taker;
    private final Runnable afterEach;
    private boolean isAway; // Of the following thread alone.
    private volatile boolean isStopping;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    private FollowedTopic(
            String bootstrapServers,
            String topic,
            boolean isFromBeginning,
            Consumer<ConsumerRecord<String, byte[]>> taker,
            Runnable afterEach) {
        this.partition = List.of(new TopicPartition(topic, 0));
        this.isFromBeginning = isFromBeginning;
        this.taker = taker;
        this.afterEach = afterEach;
        this.settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                isFromBeginning ? "earliest" : "latest",
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                5000,
                "request.timeout.ms",
                4000);
    }

    /**
     * @param taker is given every record, in order; again from the first one when Kafka was away
     * @param afterEach runs several times a second, once all that the topic held at the start has been taken
     */
    public static FollowedTopic fromBeginning(
            String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> taker, Runnable afterEach) {
        return new FollowedTopic(bootstrapServers, topic, true, taker, afterEach);
    }

    /**
     * @param taker is given every record from now on, in order; what comes while Kafka cannot be read is left out
     * @param afterEach runs several times a second
     */
    public static FollowedTopic fromNow(
            String bootstrapServers, String topic, Consumer<ConsumerRecord<String, byte[]>> taker, Runnable afterEach) {
        return new FollowedTopic(bootstrapServers, topic, false, taker, afterEach);
    }

    public void start() {
        Thread.ofPlatform().name(partition.getFirst().topic()).daemon().start(this::follow);
    }

    public void stop() {
        isStopping = true;
        var running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    private void follow() {
        while (!isStopping) {
            try (var reader = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = reader;
                read(reader);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (!isAway) { // Not several times a second, for as long as it lasts.
                    log.warnf(
                            "topic cannot be followed, trying again topic=%s error=%s",
                            partition.getFirst().topic(), e.getMessage());
                }
                isAway = true;
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> reader) {
        var only = partition.getFirst();
        reader.assign(partition);
        if (isFromBeginning) {
            reader.seekToBeginning(partition);
        } else {
            reader.seekToEnd(partition);
        }
        long end = Objects.requireNonNull(reader.endOffsets(partition).get(only));
        isAway = false;
        while (!isStopping) {
            reader.poll(POLL).forEach(taker);
            if (reader.position(only) >= end) {
                afterEach.run();
            }
        }
    }
}
