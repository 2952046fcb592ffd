package dev.sightline.ingest.events;

import com.google.protobuf.Message;
import dev.sightline.contract.access.ApiKeyActivity;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.InferenceAnnotated;
import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.contract.events.ServerUsageReported;
import dev.sightline.contract.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** How each event lies on its topic: its key, and the CloudEvents and trace headers around its bytes. */
public final class Events {
    private static final Header SOURCE = header("ce_source", "/ingest-service");
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header INFERENCE_TYPE = typeOf(InferenceRecorded.getDefaultInstance());
    private static final Header HEARTBEAT_TYPE = typeOf(HeartbeatReceived.getDefaultInstance());
    private static final Header IMAGE_TYPE = typeOf(InferenceImageStored.getDefaultInstance());
    private static final Header ANNOTATION_TYPE = typeOf(InferenceAnnotated.getDefaultInstance());
    private static final Header METADATA_TYPE = typeOf(InferenceMetadataSet.getDefaultInstance());
    private static final Header USAGE_TYPE = typeOf(ServerUsageReported.getDefaultInstance());
    private static final Header ACTIVITY_TYPE = typeOf(ApiKeyActivity.getDefaultInstance());
    private static final Header SAMPLE_TYPE = typeOf(InferenceSampled.getDefaultInstance());

    private static volatile Time lastTime = new Time(0, header("ce_time", Instant.EPOCH.toString()));

    private Events() {}

    /** An inference, keyed so that copies of it meet in one partition. */
    public static ProducerRecord<byte[], byte[]> of(InferenceDraft inference, @Nullable String traceparent) {
        var fields = inference.fields();
        String key = Topics.key(fields.getWorkspace(), fields.getInferenceId());
        String id = fields.getInferenceId() + '/' + fields.getResponseIndex();
        var headers = headers(INFERENCE_TYPE, id, fields.getReceivedAtMicros(), traceparent);
        return event(Topics.INFERENCES, key, inference.toByteArray(), headers);
    }

    /** A heartbeat, keyed by the server, or by the device when the server has no id. */
    public static ProducerRecord<byte[], byte[]> of(HeartbeatReceived beat, @Nullable String traceparent) {
        String sender = beat.getServerId().isEmpty() ? beat.getDeviceId() : beat.getServerId();
        String id = sender + '/' + beat.getReceivedAtMicros();
        var headers = headers(HEARTBEAT_TYPE, id, beat.getReceivedAtMicros(), traceparent);
        return event(Topics.HEARTBEATS, Topics.key(beat.getWorkspace(), sender), beat, headers);
    }

    /** An image, keyed as the inference it belongs to. */
    public static ProducerRecord<byte[], byte[]> of(InferenceImageStored image, @Nullable String traceparent) {
        String key = Topics.key(image.getWorkspace(), image.getInferenceId());
        String id = image.getInferenceId() + '/' + image.getObjectKey();
        var headers = headers(IMAGE_TYPE, id, image.getReceivedAtMicros(), traceparent);
        return event(Topics.INFERENCE_IMAGES, key, image, headers);
    }

    /** Boxes for an inference, keyed as it is. */
    public static ProducerRecord<byte[], byte[]> of(InferenceAnnotated boxes, @Nullable String traceparent) {
        String id = boxes.getInferenceId() + '/' + boxes.getObjectKey() + '/' + boxes.getReceivedAtMicros();
        var headers = headers(ANNOTATION_TYPE, id, boxes.getReceivedAtMicros(), traceparent);
        String key = Topics.key(boxes.getWorkspace(), boxes.getInferenceId());
        return event(Topics.INFERENCE_ANNOTATIONS, key, boxes, headers);
    }

    /** Fields for an inference, keyed as it is, or by its device when they name it by device and time. */
    public static ProducerRecord<byte[], byte[]> of(InferenceMetadataSet metadata, @Nullable String traceparent) {
        String id = metadata.getInferenceId().isEmpty() ? metadata.getDeviceId() : metadata.getInferenceId();
        // Two requests may set fields of one inference at once: nothing in them tells them apart.
        String unique = UUID.randomUUID().toString();
        var headers = headers(METADATA_TYPE, unique, metadata.getReceivedAtMicros(), traceparent);
        return event(Topics.INFERENCE_METADATA, Topics.key(metadata.getWorkspace(), id), metadata, headers);
    }

    /** A server's own count, keyed by its session. */
    public static ProducerRecord<byte[], byte[]> of(ServerUsageReported usage, @Nullable String traceparent) {
        String id = usage.getUsageId() + '/' + usage.getStoppedAtMicros();
        var headers = headers(USAGE_TYPE, id, usage.getReceivedAtMicros(), traceparent);
        return event(Topics.SERVER_USAGE, Topics.key(usage.getWorkspace(), usage.getSessionId()), usage, headers);
    }

    /** A sample, keyed by its device. */
    public static ProducerRecord<byte[], byte[]> of(InferenceSampled sample, @Nullable String traceparent) {
        String id = sample.getDeviceId() + '/' + sample.getReceivedAtMicros() + '/' + sample.getSampleIndex();
        var headers = headers(SAMPLE_TYPE, id, sample.getReceivedAtMicros(), traceparent);
        return event(
                Topics.INFERENCE_SAMPLES, Topics.key(sample.getWorkspace(), sample.getDeviceId()), sample, headers);
    }

    /** What came with a key, under a key of its own for each instance that says it. */
    public static ProducerRecord<byte[], byte[]> of(ApiKeyActivity activity, String key, Instant at) {
        var headers = headers(ACTIVITY_TYPE, key + '/' + micros(at), micros(at), null);
        return event(Topics.API_KEY_ACTIVITY, key, activity, headers);
    }

    /** The pipeline's own beat in one partition. */
    static ProducerRecord<byte[], byte[]> pipelineBeat(int partition, Instant at) {
        long micros = micros(at);
        var beat = HeartbeatReceived.newBuilder()
                .setReceivedAtMicros(micros)
                .setPipelineBeat(true)
                .build();
        var headers = headers(HEARTBEAT_TYPE, "pipeline/" + partition + '/' + micros, micros, null);
        return new ProducerRecord<byte[], byte[]>(
                Topics.HEARTBEATS, partition, null, null, beat.toByteArray(), headers);
    }

    /** Unix time in microseconds, as events write it. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static ProducerRecord<byte[], byte[]> event(String topic, String key, Message value, List<Header> headers) {
        return event(topic, key, value.toByteArray(), headers);
    }

    private static ProducerRecord<byte[], byte[]> event(String topic, String key, byte[] value, List<Header> headers) {
        return new ProducerRecord<>(topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    private static List<Header> headers(Header type, String id, long micros, @Nullable String traceparent) {
        Header ceId = header("ce_id", id);
        Header ceTime = time(micros);
        return traceparent == null
                ? List.of(ceId, type, SOURCE, SPEC_VERSION, ceTime)
                : List.of(ceId, type, SOURCE, SPEC_VERSION, ceTime, header("traceparent", traceparent));
    }

    /** Events of one request have one time: it is written once for all of them. */
    private static Header time(long micros) {
        Time last = lastTime;
        if (last.micros != micros) {
            String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            last = new Time(micros, header("ce_time", text));
            lastTime = last;
        }
        return last.header;
    }

    private record Time(long micros, Header header) {}

    private static Header typeOf(Message message) {
        return header("ce_type", message.getDescriptorForType().getFullName());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
