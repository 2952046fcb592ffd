package dev.sightline.e2e.roboflow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends keys in every place where they can stand, and looks for them in every topic, table and log of the system. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysNowhereTest {
    private static final Pattern FIRST_START =
            Pattern.compile("(?s)\\n-{60,}\\n Sightline is set up.*?\\n-{60,}\\n\\n");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sightline sightline;
    private final String run = UUID.randomUUID().toString().replace("-", "");
    /** What is sent beside the keys and must be found: whoever looks in the wrong place finds neither. */
    private final String marker = "marker" + run;
    /** Of someone else: it is in requests, and nobody here knows it. */
    private final String foreign = "rf_" + run;

    private final String keyName = "key " + marker;
    private final String key;
    private final InferenceServer server;
    private final String workspace;

    KeysNowhereTest(Sightline sightline) {
        this.sightline = sightline;
        this.key = sightline
                .create("/api-keys", "{\"name\": \"" + keyName + "\", \"scopes\": [\"ingest\"]}")
                .get("key")
                .asText();
        this.server = new InferenceServer(sightline, key);
        this.workspace = sightline.system().workspace();
    }

    @Test
    void no_key_stays_anywhere_and_what_was_sent_beside_it_does() {
        sendInEveryPlace();
        refuseInEveryPlace();
        eventually(() -> {
            assertThat(sightline
                            .get("/inferences/" + marker + "-a")
                            .get("has_image")
                            .asBoolean())
                    .isTrue();
            assertThat(sightline
                            .get("/inferences/" + marker + "-a")
                            .at("/metadata/by_form")
                            .asText())
                    .isEqualTo(marker);
            assertThat(received()).contains("pingback", "inferences", "heartbeats", "metadata", "image", "usage");
        });

        Map<String, String> remains = Remains.of(sightline.system());

        assertThat(remains)
                .allSatisfy((place, text) -> assertThat(text.contains(key) || text.contains(foreign))
                        .as("whether a key is in %s", place)
                        .isFalse());
        assertThat(remains.entrySet())
                .filteredOn(kept -> kept.getValue().contains(marker))
                .extracting(Map.Entry::getKey)
                .as("places that have what was sent beside the keys")
                .contains(
                        "topic inferences",
                        "topic heartbeats",
                        "topic inference-metadata",
                        "topic inference-images",
                        "topic server-usage",
                        "topic inference-samples",
                        "topic api-key-activity",
                        "table sightline.inference",
                        "table sightline.device_heartbeat",
                        "table sightline.inference_metadata",
                        "table sightline.server_usage",
                        "table sightline_query public.api_key");
        assertThat(remains.entrySet())
                .as("whichever instance was asked")
                .filteredOn(kept -> kept.getKey().startsWith("log ingest-service"))
                .anySatisfy(kept -> assertThat(kept.getValue()).contains("cannot be taken"));
        assertThat(linesOf(remains))
                .allSatisfy(line -> assertThat(line.fieldNames())
                        .toIterable()
                        .contains("timestamp", "level", "loggerName", "message", "service", "mdc"));
        assertThat(linesOf(remains)).anySatisfy(line -> {
            assertThat(line.get("service").asText()).isEqualTo("ingest-service");
            assertThat(line.at("/mdc/topic").asText()).isEqualTo("api-keys");
        });
    }

    /** What the services have logged, line by line, without what is for people: the JVM's words, and the note of a first start. */
    private static List<JsonNode> linesOf(Map<String, String> remains) {
        return List.of("ingest", "stats", "query", "alert").stream()
                .map(service -> "log " + service + "-service.log")
                .map(log -> requireNonNull(remains.get(log), log))
                .map(log -> FIRST_START.matcher(log).replaceAll(""))
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("WARNING:") && !line.startsWith("NOTE:"))
                .map(KeysNowhereTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a line that is no JSON: " + line, e);
        }
    }

    @Test
    void what_came_with_a_key_is_told_with_what_was_refused_and_outlives_the_instance() {
        server.reports(server.envelope("arrivals-" + run, "s", server.result(now(), marker + "-b", "\"m/1\"", "[]")));
        server.posts("/v1/inferences", "{\"model_id\": 7}");
        eventually(() -> assertThat(use().toString()).contains("arrivals-" + run, "\"model_id\"", "invalid-input"));

        sightline.system().part("ingest-service").kill();

        eventually(() -> assertThat(server.asks("/").statusCode()).isEqualTo(200));
        assertThat(use().toString()).contains("arrivals-" + run, "invalid-input");
        assertThat(use().get("last_used_at").isNull()).isFalse();
        for (JsonNode listed : sightline.get("/api-keys").get("api_keys")) {
            if (listed.get("name").asText().equals(keyName)) {
                assertThat(listed.get("last_used_at").isNull()).isFalse();
            }
        }
    }

    private void sendInEveryPlace() {
        String results = server.result(now(), marker + "-a", "\"m/1\"", "[]") + ", 7, "
                + server.result(now(), marker + "-c", "\"m/1\"", "[]").replace(key, foreign);
        taken(server.reports(server.envelope(marker, "s", results)));
        taken(server.posts("/v1/inferences", """
                {"model_id": "m/1", "inference_id": "%1$s-d", "api_key": "%2$s",
                 "error": {"message": "GET https://x/?api_key=%2$s with Bearer %3$s"}}""".formatted(marker, foreign, key)));
        taken(headed("/v1/heartbeats", "Authorization", "Bearer " + key, "{\"device_id\": \"" + marker + "\"}"));
        taken(headed("/v1/metadata", "X-API-Key", key, """
                {"inference_id": "%s-a", "api_key": "%s", "metadata": {"by_header": "%1$s"}}""".formatted(marker, foreign)));
        taken(headed('/' + workspace + "/inference-stats/metadata", "X-Nothing", "x", """
                {"api_key": "%s", "data": [{"inference_ids": ["%s-a"], "field_name": "by_body", "field_value": "%2$s"}]}""".formatted(key, marker)));
        taken(server.posts('/' + workspace + "/inference-stats", """
                {"device_id": "%s", "api_key": "%s", "inference_results":
                 [{"model_id": "m/1", "class_name": "c", "confidence": 0.5}]}""".formatted(marker, foreign)));
        taken(server.counts("""
                [{"category": "model", "resource_id": "m/1", "exec_session_id": "%s", "api_key": "%s", "resource_details":
                 "{\\"error\\": \\"no %2$s, Bearer %s, ?api_key=%3$s\\"}"}]""".formatted(marker, foreign, key)));
        taken(server.uploads(
                "d", Picture.jpeg(), "{\"by_form\": \"" + marker + "\"}", "inference_id=" + marker + "-a"));
    }

    private void refuseInEveryPlace() {
        var stranger = new InferenceServer(sightline, foreign);
        stranger.reports(stranger.envelope(marker, "s"));
        stranger.asks("/");
        stranger.counts("[{\"category\": \"model\"}]");
        stranger.uploads("d", Picture.jpeg(), null, "inference_id=x");
        server.posts("/v1/inferences", "{\"model_id\": {\"api_key\": \"" + foreign + "\"}}");
        server.posts('/' + foreign + "/inference-stats", "{}");
        server.posts("/nowhere/" + foreign, "{}");
        server.asks("/v1/refusals");
    }

    private static void taken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    }

    private HttpResponse<String> headed(String path, String header, String value, String body) {
        return sightline.send(
                HttpRequest.newBuilder(URI.create(sightline.system().ingestUrl() + path))
                        .header(header, value)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private List<String> received() {
        return use().get("received").findValuesAsText("kind");
    }

    private JsonNode use() {
        for (JsonNode one : sightline.get("/api-keys/activity").get("api_keys")) {
            if (one.get("name").asText().equals(keyName)) {
                return one;
            }
        }
        throw new AssertionError("the key is not listed");
    }

    private static double now() {
        return Instant.now().toEpochMilli() / 1000.0;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
    }
}
