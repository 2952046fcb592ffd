package dev.sightline.query.apikey;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.follow.FollowedTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What came with each API key, as every instance of ingest-service tells it; follows the compacted topic from its
 * beginning, in no group.
 *
 * <p>Until the topic has been read to the end that it had at the start, nothing can be said of a key that is not found.
 */
@ApplicationScoped
class KeyActivities {
    private static final Logger log = Logger.getLogger(KeyActivities.class);

    private final Map<String, ApiKeyActivity> byRecordKey = new ConcurrentHashMap<>();
    private final FollowedTopic topic;
    private volatile boolean isComplete;

    KeyActivities(QueryConfig config) {
        topic = FollowedTopic.fromBeginning(
                config.apiKeys().bootstrapServers(), Topics.API_KEY_ACTIVITY, this::take, () -> isComplete = true);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.stop();
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
