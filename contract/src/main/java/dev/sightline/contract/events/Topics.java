package dev.sightline.contract.events;

import java.util.List;
import java.util.Map;

/** The topics between the services, one per message. Whoever brings the system up creates them before a service starts. */
public final class Topics {
    /** {@link InferenceRecorded}, keyed by {@link #key}. */
    public static final String INFERENCES = "inferences";

    /** {@link HeartbeatReceived}, keyed by workspace and server. */
    public static final String HEARTBEATS = "heartbeats";

    /** {@link InferenceImageStored}, keyed as the inference it belongs to. */
    public static final String INFERENCE_IMAGES = "inference-images";

    /** {@link InferenceAnnotated}, keyed as the inference it belongs to. */
    public static final String INFERENCE_ANNOTATIONS = "inference-annotations";

    /** {@link InferenceMetadataSet}, keyed as the inference it belongs to, or by workspace and device. */
    public static final String INFERENCE_METADATA = "inference-metadata";

    /** {@link ServerUsageReported}, keyed by workspace and session. */
    public static final String SERVER_USAGE = "server-usage";

    /** {@link InferenceSampled}, keyed by workspace and device. */
    public static final String INFERENCE_SAMPLES = "inference-samples";

    /** {@link dev.sightline.contract.access.ApiKeyPublished}, keyed by the key's hash, compacted. */
    public static final String API_KEYS = "api-keys";

    /** {@link dev.sightline.contract.access.ApiKeyActivity}, keyed by the key's id and the instance, compacted. */
    public static final String API_KEY_ACTIVITY = "api-key-activity";

    /** {@link dev.sightline.contract.access.SessionVoided}, keyed by the session's id, compacted. */
    public static final String SESSIONS = "sessions";

    /** {@link dev.sightline.contract.access.WorkspaceMemberPublished}, keyed by {@link #key workspace and person}, compacted. */
    public static final String WORKSPACE_MEMBERS = "workspace-members";

    /** {@link dev.sightline.contract.access.WorkspaceRetentionSet}, keyed by workspace, compacted. */
    public static final String WORKSPACE_RETENTION = "workspace-retention";

    /** {@link PartitionProgress}, keyed by topic and partition, compacted. */
    public static final String STATS_PROGRESS = "stats-progress";

    /** {@link SpaceObserved}, under one key, compacted. */
    public static final String SPACE = "space";

    /**
     * Every topic with its settings. Events are kept for 72 hours: ClickHouse does not fsync, so that a power loss may
     * take what it wrote last, and the log has to be long enough to write it again.
     */
    public static final List<Topic> ALL = List.of(
            Topic.ofEvents(INFERENCES, 4),
            Topic.ofEvents(HEARTBEATS, 2),
            Topic.ofEvents(INFERENCE_IMAGES, 2),
            Topic.ofEvents(INFERENCE_METADATA, 2),
            Topic.ofEvents(INFERENCE_ANNOTATIONS, 1),
            Topic.ofEvents(SERVER_USAGE, 1),
            Topic.ofEvents(INFERENCE_SAMPLES, 1),
            Topic.ofEvents(deadLetters(INFERENCES), 1),
            Topic.ofEvents(deadLetters(HEARTBEATS), 1),
            Topic.ofEvents(deadLetters(INFERENCE_IMAGES), 1),
            Topic.ofEvents(deadLetters(INFERENCE_METADATA), 1),
            Topic.ofEvents(deadLetters(INFERENCE_ANNOTATIONS), 1),
            Topic.ofEvents(deadLetters(SERVER_USAGE), 1),
            Topic.ofEvents(deadLetters(INFERENCE_SAMPLES), 1),
            Topic.compacted(API_KEYS, 1),
            Topic.ofActivity(API_KEY_ACTIVITY),
            Topic.compacted(SESSIONS, 1),
            Topic.compacted(WORKSPACE_MEMBERS, 1),
            Topic.compacted(WORKSPACE_RETENTION, 1),
            Topic.compacted(STATS_PROGRESS, 1),
            Topic.compacted(SPACE, 1));

    private Topics() {}

    /** Where the records of a topic go that cannot be read: as they were, with headers {@code reason}, {@code partition}, {@code offset}. */
    public static String deadLetters(String topic) {
        return topic + ".dead-letters";
    }

    /** The record key of everything that belongs to one inference, so that its copies meet in one partition. */
    public static String key(String workspace, String id) {
        return workspace + '/' + id;
    }

    /** A topic's name, its number of partitions, and its settings as Kafka names them. */
    public record Topic(String name, int partitions, Map<String, String> settings) {
        private static Topic ofEvents(String name, int partitions) {
            return new Topic(
                    name,
                    partitions,
                    Map.of(
                            "retention.ms", Long.toString(72L * 60 * 60 * 1000),
                            "max.message.bytes", "8388608",
                            // The broker's clock, so that the window of copies does not hang on a sender's.
                            "message.timestamp.type", "LogAppendTime"));
        }

        /**
         * Written again and again under few keys, and under new ones with each start of an instance: rolled soon, so that
         * it is compacted soon, and an instance that is long gone is forgotten.
         */
        private static Topic ofActivity(String name) {
            return new Topic(
                    name,
                    1,
                    Map.of(
                            "cleanup.policy", "compact,delete",
                            "retention.ms", Long.toString(400L * 24 * 60 * 60 * 1000),
                            "segment.ms", Long.toString(60L * 60 * 1000),
                            "segment.bytes", Integer.toString(16 << 20)));
        }

        private static Topic compacted(String name, int partitions) {
            return new Topic(name, partitions, Map.of("cleanup.policy", "compact"));
        }
    }
}
