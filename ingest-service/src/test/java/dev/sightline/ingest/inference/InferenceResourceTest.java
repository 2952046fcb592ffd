package dev.sightline.ingest.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class InferenceResourceTest {
    private static final String PATH = "/v1/inferences";
    private static final String GOOD = "{\"model_id\":\"hard-hat/3\",\"inference_id\":\"good\"}";

    private static Camera camera;

    @BeforeAll
    static void get_a_key() {
        camera = Camera.withNewKey();
    }

    @Test
    void an_inference_that_was_answered_is_in_the_log() {
        try (var log = logOf(camera)) {
            var answer = camera.posts(PATH, GOOD);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
            assertThat(answer.json().get("inference_ids").get(0).asText()).isEqualTo("good");
            assertThat(answer.json().get("rejected")).isEmpty();
            InferenceRecorded inference = log.waitFor(1).getFirst();
            assertThat(inference.getModelId()).isEqualTo("hard-hat/3");
            assertThat(new String(log.records().getFirst().key(), UTF_8)).isEqualTo(camera.workspace() + "/good");
        }
    }

    @Test
    void an_event_carries_its_cloud_event_and_trace_headers() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (var log = logOf(camera)) {
            camera.posts(PATH, GOOD.getBytes(UTF_8), "traceparent", trace);

            log.waitFor(1);
            Headers headers = log.records().getFirst().headers();
            assertThat(text(headers, "ce_type")).isEqualTo("sightline.events.InferenceRecorded");
            assertThat(text(headers, "ce_source")).isEqualTo("/ingest-service");
            assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
            assertThat(text(headers, "ce_id")).isEqualTo("good/0");
            assertThat(Instant.parse(text(headers, "ce_time"))).isNotNull();
            assertThat(text(headers, "traceparent")).isEqualTo(trace);
        }
    }

    @Test
    void three_bad_inferences_of_a_thousand_are_named_and_the_others_taken() {
        List<String> items = IntStream.range(0, 1000)
                .mapToObj(i -> switch (i) {
                    case 3 -> "{\"model_id\":\"m/1\",\"predictions\":[{\"class\":\"a\",\"confidence\":1.2}]}";
                    case 500 -> "{\"model_id\":7}";
                    case 999 -> "{\"model_id\":\"m/1\",\"timestamp\":\"1999-01-01T00:00:00Z\"}";
                    default -> "{\"model_id\":\"m/1\",\"inference_id\":\"i" + i + "\"}";
                })
                .toList();
        try (var log = logOf(camera)) {
            JsonNode answer =
                    camera.posts(PATH, "[" + String.join(",", items) + "]").json();

            assertThat(answer.get("accepted").asInt()).isEqualTo(997);
            assertThat(StreamSupport.stream(answer.get("rejected").spliterator(), false)
                            .map(rejection -> rejection.get("index").asInt() + " "
                                    + rejection.get("field").asText()))
                    .containsExactly("3 predictions[0].confidence", "500 model_id", "999 timestamp");
            assertThat(log.waitFor(997))
                    .extracting(InferenceRecorded::getInferenceId)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void lines_of_json_are_taken() {
        var answer = camera.posts(
                PATH,
                (GOOD + "\n" + GOOD + "\n").getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson; charset=utf-8");

        assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void cloud_events_are_taken() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"data\":" + GOOD + "}";

        var one = camera.posts(PATH, event.getBytes(UTF_8), "Content-Type", "application/cloudevents+json");
        var many = camera.posts(
                PATH,
                ("[" + event + "," + event + "]").getBytes(UTF_8),
                "Content-Type",
                "application/cloudevents-batch+json");

        assertThat(one.json().get("accepted").asInt()).isEqualTo(1);
        assertThat(many.json().get("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void a_packed_body_is_taken() {
        var answer = camera.posts(PATH, Camera.gzip(GOOD.getBytes(UTF_8)), "Content-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void a_sender_that_asks_before_it_sends_the_body_is_told_to_go_on() {
        var answer = Camera.send(Camera.to(PATH)
                .header("X-API-Key", camera.key())
                .expectContinue(true)
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString("{\"model_id\":\"m/1\"}")));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void a_repeat_with_the_same_idempotency_key_has_the_same_ids() {
        byte[] body = "[{\"model_id\":\"m/1\"},{\"model_id\":\"m/1\"}]".getBytes(UTF_8);

        var once = camera.posts(PATH, body, "Idempotency-Key", "k");
        var again = camera.posts(PATH, body, "Idempotency-Key", "k");

        assertThat(again.json().get("inference_ids")).isEqualTo(once.json().get("inference_ids"));
    }

    @Test
    void a_key_may_come_as_bearer_header_or_query() {
        var body = HttpRequest.BodyPublishers.ofString(GOOD);

        var bearer = Camera.send(Camera.to(PATH)
                .header("Authorization", "Bearer " + camera.key())
                .POST(body));
        var query = Camera.send(Camera.to(PATH + "?api_key=" + camera.key()).POST(body));

        assertThat(bearer.statusCode()).isEqualTo(202);
        assertThat(query.statusCode()).isEqualTo(202);
    }

    @Test
    void malformed_json_is_refused_with_its_place() {
        var answer = camera.posts(PATH, "{\"model_id\":\n \"m/1\",}").isProblem(400, "malformed-body");

        assertThat(answer.json().get("detail").asText()).contains("line 2, column 8");
    }

    @Test
    void a_wrong_type_is_refused_by_name() {
        var answer =
                camera.posts(PATH, "{\"model_id\":\"m/1\",\"device_id\":{}}").isProblem(422, "invalid-input");

        assertThat(answer.json().get("field").asText()).isEqualTo("device_id");
        assertThat(answer.json().get("got").asText()).isEqualTo("an object");
        assertThat(answer.json().get("rejected")).hasSize(1);
    }

    @Test
    void nan_is_refused() {
        camera.posts(PATH, "{\"model_id\":\"m/1\",\"predictions\":[{\"class\":\"a\",\"confidence\":NaN}]}")
                .isProblem(422, "invalid-input");
    }

    @Test
    void a_confidence_of_1_2_is_refused() {
        camera.posts(PATH, "{\"model_id\":\"m/1\",\"predictions\":[{\"class\":\"a\",\"confidence\":1.2}]}")
                .isProblem(422, "invalid-input");
    }

    @Test
    void a_time_in_the_far_past_is_refused() {
        var answer = camera.posts(PATH, "{\"model_id\":\"m/1\",\"timestamp\":\"1970-01-01T00:00:00Z\"}")
                .isProblem(422, "invalid-input");

        assertThat(answer.json().get("field").asText()).isEqualTo("timestamp");
    }

    @Test
    void a_time_in_the_far_future_is_refused() {
        camera.posts(PATH, "{\"model_id\":\"m/1\",\"timestamp\":\"2999-01-01T00:00:00Z\"}")
                .isProblem(422, "invalid-input");
    }

    @Test
    void nesting_of_ten_thousand_is_refused() {
        String deep = "{\"model_id\":\"m/1\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        var answer = camera.posts(PATH, deep).isProblem(400, "malformed-body");

        assertThat(answer.json().get("detail").asText()).contains("64 levels");
    }

    @Test
    void a_gzip_bomb_stops_at_the_limit() {
        byte[] bomb = Camera.gzip(spaces(200_000_000));

        camera.posts(PATH, bomb, "Content-Encoding", "gzip").isProblem(413, "too-large");
    }

    @Test
    void what_is_no_gzip_is_refused() {
        camera.posts(PATH, GOOD.getBytes(UTF_8), "Content-Encoding", "gzip").isProblem(400, "malformed-body");
        byte[] brokenOff = Arrays.copyOf(Camera.gzip(GOOD.getBytes(UTF_8)), 20);
        camera.posts(PATH, brokenOff, "Content-Encoding", "gzip").isProblem(400, "malformed-body");
    }

    @Test
    void a_hundred_megabytes_are_refused() {
        camera.posts(PATH, spaces(100_000_000)).isProblem(413, "too-large");
    }

    @Test
    void a_hundred_megabytes_of_undeclared_length_are_refused() {
        byte[] body = spaces(100_000_000);
        var chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        Camera.send(Camera.to(PATH).header("X-API-Key", camera.key()).POST(chunked))
                .isProblem(413, "too-large");
    }

    @Test
    void more_than_ten_thousand_items_are_refused() {
        camera.posts(PATH, "[" + "{},".repeat(10_000) + "{}]").isProblem(413, "too-large");
    }

    @Test
    void invalid_utf_8_is_refused() {
        byte[] body = GOOD.getBytes(UTF_8);
        body[GOOD.indexOf("hard")] = (byte) 0xff;

        camera.posts(PATH, body).isProblem(400, "malformed-body");
    }

    @Test
    void another_content_type_is_refused_with_what_is_taken() {
        var answer = camera.posts(PATH, GOOD.getBytes(UTF_8), "Content-Type", "text/csv")
                .isProblem(415, "unsupported");

        assertThat(answer.json().get("expected").asText()).contains("application/x-ndjson");
        camera.posts(PATH, GOOD.getBytes(UTF_8), "Content-Encoding", "br").isProblem(415, "unsupported");
    }

    @Test
    void no_key_is_refused_with_how_to_send_one() {
        var answer = Camera.postsUnkeyed(PATH, GOOD).isProblem(401, "no-api-key");

        assertThat(answer.json().get("detail").asText())
                .startsWith("No API key")
                .contains("X-API-Key");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void an_unknown_key_is_refused() {
        Camera.withKey(Camera.newKey()).posts(PATH, GOOD).isProblem(401, "unknown-api-key");
    }

    @Test
    void a_mistyped_key_is_told_from_an_unknown_one() {
        Camera.withKey(Camera.newKey() + "x").posts(PATH, GOOD).isProblem(401, "mistyped-api-key");
    }

    @Test
    void a_revoked_key_is_refused() {
        var revoked = Camera.withKey(Camera.aKeyOf("w").setRevoked(true).build(), 401);

        revoked.posts(PATH, GOOD).isProblem(401, "revoked-api-key");
    }

    @Test
    void an_expired_key_is_refused() {
        var expired = Camera.withKey(Camera.aKeyOf("w").setExpiresAtMicros(1).build(), 401);

        expired.posts(PATH, GOOD).isProblem(401, "expired-api-key");
    }

    @Test
    void a_key_of_another_scope_is_refused() {
        var reader = Camera.withKey(
                Camera.aKeyOf("w").clearScopes().addScopes("read").build(), 403);

        reader.posts(PATH, GOOD).isProblem(403, "wrong-scope");
    }

    @Test
    void nothing_of_a_refused_body_is_in_the_log() {
        try (var log = logOf(camera)) {
            camera.posts(PATH, "[" + GOOD + "," + GOOD + ",{").isProblem(400, "malformed-body");
            camera.posts(PATH, "{\"model_id\":\"m/1\",\"inference_id\":\"last\"}");

            assertThat(log.waitFor(1).getFirst().getInferenceId()).isEqualTo("last");
        }
    }

    @Test
    void what_the_framework_refuses_is_a_problem_too() {
        Camera.send(Camera.to("/v1/nothing").timeout(Duration.ofSeconds(5)).GET())
                .isProblem(404, "not-found");
        Camera.send(Camera.to(PATH).GET()).isProblem(405, "method-not-allowed");
    }

    private static TopicTail<InferenceRecorded> logOf(Camera camera) {
        return new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(camera.workspace()));
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static byte[] spaces(int count) {
        byte[] spaces = new byte[count];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }
}
