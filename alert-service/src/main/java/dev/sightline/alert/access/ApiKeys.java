package dev.sightline.alert.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.follow.CompactedTopic;
import dev.sightline.contract.access.ApiKeyPublished;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every API key that opens something, by its hash. A revoked key stops working as soon as that arrives, well within a second. */
@ApplicationScoped
public class ApiKeys {
    private static final Logger LOG = Logger.getLogger(ApiKeys.class);

    private final Map<String, ApiKeyPublished> byHash = new ConcurrentHashMap<>();
    private final CompactedTopic topic;

    ApiKeys(AlertConfig config) {
        topic = new CompactedTopic(
                config.kafka().bootstrapServers(), config.kafka().apiKeysTopic(), this::take);
    }

    /** Null when no such key is published: it never existed, was revoked, or is not read yet. */
    @Nullable ApiKeyPublished find(String hash) {
        return byHash.get(hash);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        topic.stop();
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
}
