package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.Topics;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class MetadataEditTest {
    private static final String ID = "one \"two\"";

    private final TestWorkspace workspace = TestWorkspace.create();
    private final KafkaConsumer<String, byte[]> topic = new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestEngines.environment("SIGHTLINE_KAFKA")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private List<TopicPartition> partitions = List.of();

    /** Others write to the topic as well: what was there before is passed over. */
    @BeforeEach
    void look_from_here_on() {
        store(anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", ID));
        partitions = topic.partitionsFor(Topics.INFERENCE_METADATA).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        topic.assign(partitions);
        topic.seekToEnd(partitions);
        partitions.forEach(topic::position);
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void fields_go_the_way_of_all_metadata_with_their_types() {
        set(workspace.as(Role.EDITOR), Map.of("camera", "c1", "temperature", 21.5, "late", true))
                .statusCode(202);

        var sent = sent();

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().getInferenceId()).isEqualTo(ID);
        assertThat(sent.getFirst().getFieldsList().stream()
                        .collect(Collectors.toMap(
                                MetadataField::getName,
                                field ->
                                        field.getValue() + ' ' + field.getType().name())))
                .isEqualTo(Map.of(
                        "camera", "c1 METADATA_TYPE_TEXT",
                        "temperature", "21.5 METADATA_TYPE_NUMBER",
                        "late", "true METADATA_TYPE_BOOLEAN"));
    }

    @Test
    void whoever_may_only_look_may_not_edit_and_nobody_may_elsewhere() {
        set(workspace.as(Role.VIEWER), Map.of("camera", "c1")).statusCode(403);
        set(workspace.asProgram(), Map.of("camera", "c1")).statusCode(403);
        set(TestWorkspace.create().as(Role.OWNER), Map.of("camera", "c1")).statusCode(404);

        assertThat(sent()).isEmpty();
    }

    @Test
    void what_is_no_metadata_is_refused() {
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of(), Map.of("", "x"), Map.of("list", List.of(1)), Map.of("long", "x".repeat(1001)))) {
            set(workspace.as(Role.EDITOR), wrong).statusCode(422);
        }
        post(workspace.as(Role.EDITOR), "{\"metadata\": {\"half\": \"\\ud83d\"}}")
                .statusCode(422);

        assertThat(sent()).isEmpty();
    }

    private static ValidatableResponse set(RequestSpecification caller, Map<String, ?> metadata) {
        return post(caller, Map.of("metadata", metadata));
    }

    private static ValidatableResponse post(RequestSpecification caller, Object body) {
        return caller.contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/inferences/{id}/metadata", ID)
                .then();
    }

    /** What the topic has got for this workspace. */
    private List<InferenceMetadataSet> sent() {
        List<InferenceMetadataSet> sets = new ArrayList<>();
        var ends = topic.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(partition -> topic.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
            topic.poll(Duration.ofMillis(100)).forEach(record -> {
                if (record.key().startsWith(workspace.slug() + '/')) {
                    sets.add(read(record.value()));
                }
            });
        }
        return sets;
    }

    private static InferenceMetadataSet read(byte[] bytes) {
        try {
            return InferenceMetadataSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
