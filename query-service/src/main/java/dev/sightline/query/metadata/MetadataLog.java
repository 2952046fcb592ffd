package dev.sightline.query.metadata;

import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Attaches fields the way ingest-service does, on the topic {@code inference-metadata}: the last one that is sent counts. */
@ApplicationScoped
public class MetadataLog {
    private final MutinyEmitter<byte[]> topic;
    private final Clock clock;

    MetadataLog(@Channel(Topics.INFERENCE_METADATA) MutinyEmitter<byte[]> topic, Clock clock) {
        this.topic = topic;
        this.clock = clock;
    }

    /** Ends when the brokers have it; fails when they do not take it. */
    public Uni<Void> append(String workspace, String inferenceId, List<MetadataField> fields) {
        var now = clock.instant();
        var set = InferenceMetadataSet.newBuilder()
                .setWorkspace(workspace)
                .setInferenceId(inferenceId)
                .setReceivedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, now))
                .addAllFields(fields)
                .build();
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(Topics.key(workspace, inferenceId))
                .withHeaders(headers(now))
                .build();
        return topic.sendMessage(Message.of(set.toByteArray()).addMetadata(metadata));
    }

    private static RecordHeaders headers(Instant now) {
        var headers = new RecordHeaders();
        Map.of(
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", InferenceMetadataSet.getDescriptor().getFullName(),
                        "ce_source", "/query-service",
                        "ce_specversion", "1.0",
                        "ce_time", now.toString())
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
