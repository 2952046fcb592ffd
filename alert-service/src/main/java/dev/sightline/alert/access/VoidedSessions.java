package dev.sightline.alert.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.ProblemException;
import dev.sightline.alert.follow.CompactedTopic;
import dev.sightline.contract.access.SessionVoided;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Sessions whose tokens are refused although they have not expired: of people who signed out, were removed, or have another
 * role now. query-service tells of each as it happens.
 */
@ApplicationScoped
public class VoidedSessions {
    private static final Logger LOG = Logger.getLogger(VoidedSessions.class);

    private final Map<String, SessionVoided> byId = new ConcurrentHashMap<>();
    private final CompactedTopic topic;

    VoidedSessions(AlertConfig config) {
        topic = new CompactedTopic(
                config.kafka().bootstrapServers(), config.kafka().sessionsTopic(), this::take);
    }

    /** Whether it is known which sessions had ended before this service started. */
    boolean areKnown() {
        return topic.isRead();
    }

    /**
     * Whether a token is good no more.
     *
     * @throws ProblemException 503, until that {@linkplain #areKnown is known}
     */
    boolean contains(String sessionId, int revision) {
        if (!areKnown()) {
            throw ProblemException.unavailable("it is not known yet which sessions have ended; try again in a moment");
        }
        var voided = byId.get(sessionId);
        return voided != null && (voided.getEnded() || revision < voided.getLowestRevision());
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        topic.stop();
    }

    private void take(ConsumerRecord<String, byte[]> published) {
        if (published.value() == null) {
            byId.remove(published.key());
            return;
        }
        try {
            byId.put(published.key(), SessionVoided.parseFrom(published.value()));
        } catch (InvalidProtocolBufferException e) {
            // Fail closed: something about this session was to be refused.
            byId.put(published.key(), SessionVoided.newBuilder().setEnded(true).build());
            LOG.warn("session cannot be read and is taken as ended: topic=" + published.topic() + " offset="
                    + published.offset());
        }
    }
}
