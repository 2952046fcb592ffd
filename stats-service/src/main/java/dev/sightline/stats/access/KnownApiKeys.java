package dev.sightline.stats.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.follow.FollowedTopic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Every API key that opens something, by its hash. A revoked key is refused as soon as the log says so. */
@ApplicationScoped
class KnownApiKeys {
    private static final Logger LOG = Logger.getLogger(KnownApiKeys.class);

    private final Map<String, ApiKeyPublished> byHash = new ConcurrentHashMap<>();
    private final FollowedTopic topic;
    private final Clock clock;

    KnownApiKeys(StatsConfig config, Clock clock) {
        this.topic = new FollowedTopic(config.kafka(), Topics.API_KEYS, this::take);
        this.clock = clock;
    }

    /** Empty when no such key exists any more. */
    Optional<Caller.Program> find(String apiKey) {
        if (ApiKey.isMistyped(apiKey)) {
            return Optional.empty();
        }
        topic.catchUp();
        return Optional.ofNullable(byHash.get(ApiKey.hash(apiKey)))
                .filter(key -> !key.getRevoked())
                .filter(key -> key.getExpiresAtMicros() == 0 || key.getExpiresAtMicros() / 1000 > clock.millis())
                .map(key -> new Caller.Program(key.getWorkspace(), key.getKeyId(), Set.copyOf(key.getScopesList())));
    }

    @PreDestroy
    void close() {
        topic.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        if (published.key() == null) {
            return;
        }
        String hash = new String(published.key(), StandardCharsets.UTF_8);
        // Gone first, so that what cannot be read is refused: it may have been a revocation.
        byHash.remove(hash);
        if (published.value() != null) {
            try {
                byHash.put(hash, ApiKeyPublished.parseFrom(published.value()));
            } catch (InvalidProtocolBufferException e) {
                LOG.warnf("API key cannot be read and is taken as revoked: offset=%s", published.offset());
            }
        }
    }
}
