package dev.sightline.ingest.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * All API keys that exist, by hash, as the compacted topic {@code api-keys} tells them.
 *
 * <p>A thread of its own follows the topic from the beginning, so that a key that is made or revoked counts within
 * moments, the database of accounts may be down, and brokers that vanish leave the last known keys in force.
 */
@Singleton
public class ApiKeys {
    private static final Logger log = Logger.getLogger(ApiKeys.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, ApiKeyPublished> byHash = new ConcurrentHashMap<>();
    // Spares a SHA-256 per request. Holds only keys that exist, and what a hash opens is looked up each time.
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final Map<String, Object> settings;
    private volatile boolean isComplete;
    private volatile boolean isStopping;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    ApiKeys(IngestConfig config) {
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

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("api-keys").daemon().start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        isStopping = true;
        Consumer<byte[], byte[]> running = consumer;
        if (running != null) {
            running.wakeup();
        }
    }

    /** Whether every key that existed when the service started is known. */
    boolean isComplete() {
        return isComplete;
    }

    /** What is known of a key; null when it does not exist. */
    @Nullable ApiKeyPublished find(String key) {
        String known = hashes.get(key);
        if (known != null) {
            return byHash.get(known);
        }
        String hash = ApiKey.hash(key);
        ApiKeyPublished found = byHash.get(hash);
        if (found != null) {
            hashes.put(key, hash);
        }
        return found;
    }

    private void follow() {
        while (!isStopping) {
            try (var reader = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = reader;
                read(reader);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                log.warnf("api keys cannot be followed, trying again error=%s", e.getMessage());
                pause();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(Topics.API_KEYS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        while (!isStopping) {
            reader.poll(POLL).forEach(this::apply);
            if (!isComplete
                    && ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue())) {
                isComplete = true;
                log.infof("api keys are known keys=%d", byHash.size());
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> published) {
        String hash = new String(published.key(), StandardCharsets.UTF_8);
        if (published.value() == null) {
            byHash.remove(hash);
            return;
        }
        try {
            byHash.put(hash, ApiKeyPublished.parseFrom(published.value()));
        } catch (InvalidProtocolBufferException e) {
            log.errorf("api key cannot be read partition=%d offset=%d", published.partition(), published.offset());
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
