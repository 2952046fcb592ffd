package dev.sightline.stats.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.SessionVoided;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.follow.FollowedTopic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Sessions whose tokens are refused although they have not expired: of people who signed out, were removed, or have another
 * role now. As new as the log.
 */
@ApplicationScoped
class VoidedSessions {
    private static final Logger LOG = Logger.getLogger(VoidedSessions.class);

    private final Map<String, SessionVoided> byId = new ConcurrentHashMap<>();
    private final FollowedTopic topic;

    VoidedSessions(StatsConfig config) {
        this.topic = new FollowedTopic(config.kafka(), Topics.SESSIONS, this::take);
    }

    /** Whether a token is good no more. */
    boolean contains(String sessionId, int revision) {
        topic.catchUp();
        var voided = byId.get(sessionId);
        return voided != null && (voided.getEnded() || revision < voided.getLowestRevision());
    }

    @PreDestroy
    void close() {
        topic.close();
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        if (published.key() == null) {
            return;
        }
        String id = new String(published.key(), StandardCharsets.UTF_8);
        if (published.value() == null) {
            byId.remove(id);
            return;
        }
        try {
            byId.put(id, SessionVoided.parseFrom(published.value()));
        } catch (InvalidProtocolBufferException e) {
            // Something about this session was to be refused.
            byId.put(id, SessionVoided.newBuilder().setEnded(true).build());
            LOG.warnf("session cannot be read and is taken as ended: offset=%s", published.offset());
        }
    }
}
