package dev.sightline.alert.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.alert.AlertConfig;
import dev.sightline.contract.access.ApiKeyPublished;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Every API key that opens something, by its hash; follows the compacted topic from its beginning.
 *
 * <p>Each replica reads the whole topic, in no group: keys are few, and each replica needs them all. A revoked key stops
 * working as soon as its tombstone arrives, well within a second.
 */
@ApplicationScoped
public class ApiKeys {
    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    private final Map<String, ApiKeyPublished> byHash = new ConcurrentHashMap<>();
    private final AlertConfig.Kafka config;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean isStopping;
    private @Nullable Thread thread;

    ApiKeys(AlertConfig config) {
        this.config = config.kafka();
    }

    /** Null when no such key is published: it never existed, was revoked, or is not read yet. */
    @Nullable ApiKeyPublished find(String hash) {
        return byHash.get(hash);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("api-keys").start(this::follow);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
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
                // One partition: the topic is small, and its order is then the order of what happened.
                var partition = new TopicPartition(config.apiKeysTopic(), 0);
                opened.assign(List.of(partition));
                opened.seekToBeginning(List.of(partition));
                while (!isStopping) {
                    opened.poll(POLL).forEach(this::take);
                }
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("API keys cannot be followed, starting over: topic=" + config.apiKeysTopic(), e);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> published) {
        if (published.value() == null) {
            byHash.remove(published.key());
            return;
        }
        try {
            byHash.put(published.key(), ApiKeyPublished.parseFrom(published.value()));
        } catch (InvalidProtocolBufferException e) {
            // Fail closed: what cannot be read may have been a revocation.
            byHash.remove(published.key());
            LOG.warn("API key cannot be read and is taken as revoked: topic=" + published.topic() + " offset="
                    + published.offset());
        }
    }

    private KafkaConsumer<String, byte[]> open() {
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
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
