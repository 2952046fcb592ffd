package dev.sightline.ingest.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.follow.FollowedTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All API keys that exist, by hash, as the compacted topic {@code api-keys} tells them.
 *
 * <p>The topic is followed from its beginning, so that a key that is made or revoked counts within
 * moments, the database of accounts may be down, and brokers that vanish leave the last known keys in force.
 */
@Singleton
public class ApiKeys {
    private static final Logger log = Logger.getLogger(ApiKeys.class);

    private final Map<String, ApiKeyPublished> byHash = new ConcurrentHashMap<>();
    // Spares a SHA-256 per request. Holds only keys that exist, and what a hash opens is looked up each time.
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final FollowedTopic topic;

    ApiKeys(IngestConfig config) {
        this.topic = new FollowedTopic(config, Topics.API_KEYS, this::apply);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.close();
    }

    /** Whether every key that existed when the service started is known. */
    boolean isComplete() {
        return topic.isComplete();
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
}
