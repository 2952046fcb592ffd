package dev.sightline.query.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.follow.FollowedTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Follows what stats-service says it has stored, once for all streams of this instance, from now on and in no group. ClickHouse
 * is asked nothing.
 *
 * <p>The first news after a quiet second is told at once. What comes within a second of it is told together at its end, so that
 * a stream says something once a second however many partitions and ranges there are.
 */
@ApplicationScoped
class StoredInferences {
    private static final Logger log = Logger.getLogger(StoredInferences.class);
    private static final long TOLD_EVERY = Duration.ofSeconds(1).toNanos();

    private final LiveStreams streams;
    private final FollowedTopic topic;
    private final Set<String> untold = new HashSet<>(); // Of the following thread alone, like the time below.
    private long toldAt = System.nanoTime() - TOLD_EVERY;

    StoredInferences(LiveStreams streams, QueryConfig config) {
        this.streams = streams;
        topic = FollowedTopic.fromNow(
                config.apiKeys().bootstrapServers(), Topics.STATS_PROGRESS, this::take, this::tell);
    }

    void start(@Observes StartupEvent event) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent event) {
        topic.stop();
    }

    private void take(ConsumerRecord<String, byte[]> published) {
        if (published.value() == null) {
            return;
        }
        try {
            var progress = PartitionProgress.parseFrom(published.value());
            if (progress.getTopic().equals(Topics.INFERENCES)) {
                untold.addAll(progress.getWorkspacesList());
            }
        } catch (InvalidProtocolBufferException e) {
            log.warnf("progress cannot be read topic=%s offset=%d", published.topic(), published.offset());
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (!untold.isEmpty() && now - toldAt >= TOLD_EVERY) {
            untold.forEach(streams::stored);
            untold.clear();
            toldAt = now;
        }
    }
}
