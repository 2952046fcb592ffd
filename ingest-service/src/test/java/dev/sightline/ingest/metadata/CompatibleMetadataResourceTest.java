package dev.sightline.ingest.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class CompatibleMetadataResourceTest {
    private static final String ENTRY =
            "{\"inference_ids\":[\"c1555949\"],\"field_name\":\"My_location\",\"field_value\":\"canada\"}";

    private Camera server;
    private TopicTail<InferenceMetadataSet> metadata;

    @BeforeEach
    void listen() {
        server = Camera.withNewKey();
        metadata = new TopicTail<>(
                Topics.INFERENCE_METADATA,
                InferenceMetadataSet.parser(),
                set -> set.getWorkspace().equals(server.workspace()));
    }

    @AfterEach
    void close() {
        metadata.close();
    }

    @Test
    void the_key_may_come_in_the_query_as_the_block_sends_it() {
        var body = HttpRequest.BodyPublishers.ofString("{\"data\":[" + ENTRY + "]}");

        var answer = Camera.send(Camera.to(path() + "?api_key=" + server.key() + "&nocache=true")
                .header("Content-Type", "application/json")
                .header("X-Roboflow-Inference-Version", "1.5.0")
                .header("X-Allow-Chunked", "true")
                .POST(body));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("{\"status\":\"ok\"}");
        InferenceMetadataSet set = metadata.waitFor(1).getFirst();
        assertThat(set.getInferenceId()).isEqualTo("c1555949");
        assertThat(set.getFields(0).getName()).isEqualTo("My_location");
        assertThat(set.getFields(0).getValue()).isEqualTo("canada");
    }

    @Test
    void the_key_may_come_in_the_body_as_the_documents_show_it() {
        Camera.postsUnkeyed(path(), "{\"data\":[" + ENTRY + "],\"api_key\":\"" + server.key() + "\"}");

        metadata.waitFor(1);
    }

    @Test
    void the_key_may_come_in_a_header() {
        server.posts(path(), "{\"data\":[" + ENTRY + "]}");

        metadata.waitFor(1);
    }

    @Test
    void several_entries_for_several_inferences_are_taken() {
        server.posts(path(), """
                {"data":[{"inference_ids":["a","b"],"field_name":"line","field_value":3},
                         {"inference_ids":["a"],"field_name":"late","field_value":false}]}""");

        assertThat(metadata.waitFor(3))
                .extracting(set -> set.getInferenceId() + " " + set.getFields(0).getName() + " "
                        + set.getFields(0).getValue() + " " + set.getFields(0).getType())
                .containsExactlyInAnyOrder(
                        "a line 3 " + MetadataType.METADATA_TYPE_NUMBER,
                        "b line 3 " + MetadataType.METADATA_TYPE_NUMBER,
                        "a late false " + MetadataType.METADATA_TYPE_BOOLEAN);
    }

    @Test
    void an_entry_that_cannot_be_taken_costs_only_itself() {
        var answer = server.posts(
                path(), "{\"data\":[" + ENTRY + ",{\"inference_ids\":[],\"field_name\":\"a\",\"field_value\":\"b\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.json().get("status").asText()).isEqualTo("ok");
        assertThat(answer.json().get("rejected").findValuesAsText("field")).containsExactly("inference_ids");
        metadata.waitFor(1);
    }

    @Test
    void an_invalid_request_is_called_so() {
        for (String body : new String[] {
            "{}",
            "[]",
            "7",
            "{\"data\":{}}",
            "{\"data\":[{}]}",
            "{\"data\":[7]}",
            "nonsense",
            "",
            "{\"data\":[{\"inference_ids\":[\"a\"],\"field_name\":\"n\",\"field_value\":null}]}",
            "{\"data\":[{\"inference_ids\":[\"a\"],\"field_name\":\"n\",\"field_value\":[1]}]}"
        }) {
            var answer = server.posts(path(), body);

            assertThat(answer.statusCode()).as("status for %s", body).isEqualTo(400);
            assertThat(answer.json().get("error").asText()).isEqualTo("Invalid request");
            assertThat(answer.json().get("detail").asText()).isNotBlank();
        }
    }

    @Test
    void nothing_to_do_is_done() {
        assertThat(server.posts(path(), "{\"data\":[]}").statusCode()).isEqualTo(200);
    }

    @Test
    void a_key_opens_its_own_workspace_alone() {
        server.posts("/someone-else/inference-stats/metadata", "{\"data\":[" + ENTRY + "]}")
                .isProblem(403, "other-workspace");
        Camera.postsUnkeyed(path(), "{\"data\":[" + ENTRY + "]}").isProblem(401, "no-api-key");
        Camera.postsUnkeyed(path(), "{\"api_key\":\"" + Camera.newKey() + "\",\"data\":[]}")
                .isProblem(401, "unknown-api-key");
    }

    private String path() {
        return "/" + server.workspace() + "/inference-stats/metadata";
    }
}
