package dev.sightline.stats.retention;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.WorkspaceRetentionSet;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.follow.FollowedTopic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** For how long each workspace keeps things, where that is shorter than the installation does; query-service says so. */
@ApplicationScoped
class WorkspaceRetentions {
    private static final Logger LOG = Logger.getLogger(WorkspaceRetentions.class);

    private final Map<String, WorkspaceRetentionSet> byWorkspace = new ConcurrentHashMap<>();
    private final FollowedTopic topic;

    WorkspaceRetentions(StatsConfig config) {
        this.topic = new FollowedTopic(config.kafka(), Topics.WORKSPACE_RETENTION, this::take);
    }

    /**
     * Reads what was said since the last time.
     *
     * @throws FollowedTopic.LogUnavailableException when the log does not tell: then nobody knows who still wants what
     */
    void catchUp() {
        topic.catchUp();
    }

    /** The shortest of all that anybody asked for; the installation's when nobody did. */
    Duration shortest(boolean isRollup, Duration installation) {
        return byWorkspace.values().stream()
                .map(set -> kept(set, isRollup, installation))
                .min(Duration::compareTo)
                .orElse(installation);
    }

    /** The longest that one of these workspaces keeps things. */
    Duration longest(Collection<String> workspaces, boolean isRollup, Duration installation) {
        return workspaces.stream()
                .map(workspace -> {
                    var set = byWorkspace.get(workspace);
                    return set == null ? installation : kept(set, isRollup, installation);
                })
                .max(Duration::compareTo)
                .orElse(installation);
    }

    @PreDestroy
    void close() {
        topic.close();
    }

    private static Duration kept(WorkspaceRetentionSet set, boolean isRollup, Duration installation) {
        int days = isRollup ? set.getRollupsDays() : set.getRowsDays();
        var own = Duration.ofDays(days);
        return days == 0 || own.compareTo(installation) > 0 ? installation : own;
    }

    private void take(ConsumerRecord<byte[], byte[]> said) {
        if (said.key() == null) {
            return;
        }
        String workspace = new String(said.key(), StandardCharsets.UTF_8);
        // Gone first: what cannot be read is kept as long as the installation keeps it.
        byWorkspace.remove(workspace);
        if (said.value() != null) {
            try {
                byWorkspace.put(workspace, WorkspaceRetentionSet.parseFrom(said.value()));
            } catch (InvalidProtocolBufferException e) {
                LOG.warnf("retention of a workspace cannot be read workspace=%s offset=%s", workspace, said.offset());
            }
        }
    }
}
