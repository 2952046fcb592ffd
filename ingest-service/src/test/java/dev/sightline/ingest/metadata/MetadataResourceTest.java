package dev.sightline.ingest.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class MetadataResourceTest {
    private static final String PATH = "/v1/metadata";

    private Camera customer;
    private TopicTail<InferenceMetadataSet> metadata;

    @BeforeEach
    void listen() {
        customer = Camera.withNewKey();
        metadata = new TopicTail<>(
                Topics.INFERENCE_METADATA,
                InferenceMetadataSet.parser(),
                set -> set.getWorkspace().equals(customer.workspace()));
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    @Test
    void values_keep_their_types_and_their_digits() {
        var answer = customer.posts(PATH, """
                {"inference_id":"one","metadata":{"line":"A1","temperature":1.10,"count":7,"overtime":true,"none":null}}
                """);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        InferenceMetadataSet set = metadata.waitFor(1).getFirst();
        assertThat(set.getInferenceId()).isEqualTo("one");
        assertThat(set.getFieldsList())
                .extracting(MetadataField::getName, MetadataField::getValue, MetadataField::getType)
                .containsExactly(
                        Tuple.tuple("line", "A1", MetadataType.METADATA_TYPE_TEXT),
                        Tuple.tuple("temperature", "1.10", MetadataType.METADATA_TYPE_NUMBER),
                        Tuple.tuple("count", "7", MetadataType.METADATA_TYPE_NUMBER),
                        Tuple.tuple("overtime", "true", MetadataType.METADATA_TYPE_BOOLEAN));
    }

    @Test
    void it_lies_where_its_inference_lies() {
        customer.posts(PATH, "{\"inference_ids\":[\"one\",\"two\"],\"metadata\":{\"a\":1}}");

        assertThat(metadata.waitFor(2))
                .extracting(InferenceMetadataSet::getInferenceId)
                .containsExactlyInAnyOrder("one", "two");
        assertThat(metadata.records())
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(customer.workspace() + "/one", customer.workspace() + "/two");
    }

    @Test
    void a_request_is_named_by_its_idempotency_key() {
        try (var inferences = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(customer.workspace()))) {
            customer.posts(
                    "/v1/inferences",
                    "[{\"model_id\":\"m/1\"},{\"model_id\":\"m/2\"}]".getBytes(StandardCharsets.UTF_8),
                    "Idempotency-Key",
                    "order 66");

            customer.posts(PATH, "{\"request_id\":\"order 66\",\"request_index\":1,\"metadata\":{\"a\":1}}");

            String second = inferences.waitFor(2).stream()
                    .filter(inference -> inference.getModelId().equals("m/2"))
                    .findFirst()
                    .orElseThrow()
                    .getInferenceId();
            assertThat(metadata.waitFor(1).getFirst().getInferenceId()).isEqualTo(second);
        }
    }

    @Test
    void an_inference_without_an_id_is_named_by_device_and_time() {
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
        customer.posts(PATH, """
                {"device_id":"line-3","occurred_at":"%s","tolerance":0.25,"model_id":"m/1",
                 "metadata":{"inspector":"Kim"}}""".formatted(yesterday));

        InferenceMetadataSet set = metadata.waitFor(1).getFirst();
        assertThat(set.getInferenceId()).isEmpty();
        assertThat(set.getDeviceId()).isEqualTo("line-3");
        assertThat(set.getOccurredAtMicros()).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, yesterday));
        assertThat(set.getToleranceMicros()).isEqualTo(250_000);
        assertThat(set.getModelId()).isEqualTo("m/1");
    }

    @Test
    void a_bad_item_is_refused_by_name_and_costs_only_itself() {
        var answer = customer.posts(PATH, """
                [{"inference_id":"good","metadata":{"a":1}},
                 {"inference_id":"x","metadata":{"a":{"b":1}}},
                 {"inference_id":"x"},
                 {"metadata":{"a":1}},
                 {"device_id":"d","metadata":{"a":1}},
                 {"inference_id":"x","device_id":"d","occurred_at":"%s","metadata":{"a":1}},
                 {"device_id":"d","occurred_at":1,"metadata":{"a":1}},
                 {"device_id":"d","occurred_at":"2286-01-01T00:00:00Z","metadata":{"a":1}},
                 {"inference_id":" ","metadata":{"a":1}},
                 7]""".formatted(Instant.now()));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().get("rejected").findValuesAsText("field"))
                .containsExactly(
                        "metadata.a",
                        "metadata",
                        "inference_id",
                        "occurred_at",
                        "inference_id",
                        "occurred_at",
                        "occurred_at",
                        "inference_id",
                        "");
        assertThat(metadata.waitFor(1).getFirst().getInferenceId()).isEqualTo("good");
    }

    @Test
    void half_a_character_is_refused_where_it_stands_and_told_without_breaking_the_answer() {
        var answer = customer.posts(PATH, """
                [{"inference_id":"good","metadata":{"face":"\\ud83d\\ude42"}},
                 {"inference_id":"x","metadata":{"face":"\\ud83d"}},
                 {"inference_id":"\\ude42\\ud83d","metadata":{"a":1}},
                 {"inference_id":"%s\\ud83d\\ude42%s","metadata":{"a":1}}]""".formatted("x".repeat(99), "y".repeat(200)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().get("rejected").findValuesAsText("field"))
                .containsExactly("metadata.face", "inference_id", "inference_id");
    }

    @Test
    void what_cannot_be_taken_at_all_is_refused() {
        customer.posts(PATH, "{\"inference_id\":\"x\",\"metadata\":{}}").isProblem(422, "invalid-input");
        customer.posts(PATH, "{\"inference_id\":").isProblem(400, "malformed-body");
        customer.posts(PATH, "{\"inference_id\":\"x\",\"metadata\":{\"a\":\"" + "v".repeat(1001) + "\"}}")
                .isProblem(422, "invalid-input");
        Camera.postsUnkeyed(PATH, "{\"inference_id\":\"x\",\"metadata\":{\"a\":1}}")
                .isProblem(401, "no-api-key");
    }
}
