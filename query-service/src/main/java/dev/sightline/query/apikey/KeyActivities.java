package dev.sightline.query.apikey;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.QueryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
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
 * What came with each API key, as every instance of ingest-service tells it; follows the compacted topic from its
 * beginning, in no group.
 *
 * <p>Until the topic has been read to the end that it had at the start, nothing can be said of a key that is not found.
 */
@ApplicationScoped
class KeyActivities {
    private static final Logger log = Logger.getLogger(KeyActivities.class);
    // One partition: what is told under few keys is little.
    private static final List<TopicPartition> PARTITIONS = List.of(new TopicPartition(Topics.API_KEY_ACTIVITY, 0));
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, ApiKeyActivity> byRecordKey = new ConcurrentHashMap<>();
    private final Map<String, Object> settings;
    private volatile boolean isComplete;
    private volatile boolean isStopping;
    private boolean isAway; // Of the following thread alone.
    private volatile @Nullable Consumer<String, byte[]> consumer;

    KeyActivities(QueryConfig config) {
        this.settings = Map.of(
                "bootstrap.servers",
                config.apiKeys().bootstrapServers(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                5000,
                "request.timeout.ms",
                4000);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("key-activity").daemon().start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        isStopping = true;
        var running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    /** Whether everything is known that had been told when the service started. */
    boolean isComplete() {
        return isComplete;
    }

    /** Of a workspace's keys; several of a key when several instances took reports with it. */
    List<ApiKeyActivity> of(String workspace) {
        return byRecordKey.values().stream()
                .filter(activity -> activity.getWorkspace().equals(workspace)
                        && !activity.getKeyId().isEmpty())
                .toList();
    }

    /** Of requests whose key does not exist, which belong to no workspace. */
    List<ApiKeyActivity> ofUnknownKeys() {
        return byRecordKey.values().stream()
                .filter(activity -> activity.getKeyId().isEmpty())
                .toList();
    }

    private void follow() {
        while (!isStopping) {
            try (var reader = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = reader;
                read(reader);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (!isAway) { // Not twice a second, for as long as it lasts.
                    log.warnf("key activity cannot be followed, trying again error=%s", e.getMessage());
                }
                isAway = true;
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private void read(Consumer<String, byte[]> reader) {
        reader.assign(PARTITIONS);
        reader.seekToBeginning(PARTITIONS);
        Map<TopicPartition, Long> ends = reader.endOffsets(PARTITIONS);
        isAway = false;
        while (!isStopping) {
            reader.poll(POLL).forEach(this::take);
            if (!isComplete
                    && ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                isComplete = true;
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> told) {
        if (told.value() == null) {
            byRecordKey.remove(told.key());
            return;
        }
        try {
            byRecordKey.put(told.key(), ApiKeyActivity.parseFrom(told.value()));
        } catch (InvalidProtocolBufferException e) {
            log.warnf("key activity cannot be read topic=%s offset=%d", told.topic(), told.offset());
        }
    }
}
