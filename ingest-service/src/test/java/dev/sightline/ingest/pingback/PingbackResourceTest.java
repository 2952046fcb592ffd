package dev.sightline.ingest.pingback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class PingbackResourceTest {
    private static final String PATH = "/inference-stats";
    private static final String CONDENSED = result(
            "one",
            "[{\"predictions\":[{\"class\":\"helmet\",\"confidence\":0.9},"
                    + "{\"class\":\"head\",\"confidence\":0.45}],\"time\":0.0312}]");

    private Camera server;
    private TopicTail<InferenceRecorded> inferences;
    private TopicTail<HeartbeatReceived> beats;

    @BeforeEach
    void listen() {
        server = Camera.withNewKey();
        inferences = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(server.workspace()));
        beats = new TopicTail<>(
                Topics.HEARTBEATS,
                HeartbeatReceived.parser(),
                beat -> beat.getWorkspace().equals(server.workspace()));
    }

    @AfterEach
    void close() {
        inferences.close();
        beats.close();
    }

    @Test
    void a_condensed_report_becomes_inferences_and_a_heartbeat() {
        var answer = Camera.postsUnkeyed(PATH, report(CONDENSED));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
        InferenceRecorded inference = inferences.waitFor(1).getFirst();
        assertThat(inference.getInferenceId()).isEqualTo("one");
        assertThat(inference.getModelId()).isEqualTo("hard-hat/3");
        assertThat(inference.getInferenceTime()).isEqualTo(0.0312);
        assertThat(inference.getConfidenceThreshold()).isEqualTo(0.4);
        assertThat(inference.getSource()).isEqualTo("external");
        assertThat(inference.getDeviceId()).isEqualTo("jetson-line-3");
        assertThat(inference.getServerId()).isEqualTo("SxVv9x-GPU-0");
        assertThat(inference.getTagsList()).containsExactly("plant-a");
        assertThat(inference.getPredictionsList())
                .extracting(Prediction::getClassName)
                .containsExactly("helmet", "head");
        HeartbeatReceived beat = beats.waitFor(1).getFirst();
        assertThat(beat.getDeviceId()).isEqualTo("jetson-line-3");
        assertThat(beat.getServerVersion()).isEqualTo("1.5.0");
        assertThat(beat.getIntervalSeconds()).isEqualTo(60);
        assertThat(beat.getHostname()).isEqualTo("vm");
        assertThat(beat.getSentAtMicros())
                .as("the process's start is no time of sending")
                .isZero();
    }

    @Test
    void an_empty_report_is_a_heartbeat() {
        var answer = Camera.postsUnkeyed(PATH, report());

        assertThat(answer.json().get("accepted").asInt()).isZero();
        beats.waitFor(1);
    }

    @Test
    void a_request_with_two_images_gives_two_inferences_of_one_id() {
        Camera.postsUnkeyed(
                PATH, report(result("two", "[{\"predictions\":[],\"time\":0.1},{\"predictions\":[],\"time\":0.2}]")));

        assertThat(inferences.waitFor(2))
                .extracting(inference -> inference.getInferenceId() + inference.getResponseIndex())
                .containsExactly("two0", "two1");
    }

    @Test
    void an_empty_response_counts_as_a_request_without_a_time() {
        Camera.postsUnkeyed(PATH, report(result("none", "[]")));

        InferenceRecorded inference = inferences.waitFor(1).getFirst();
        assertThat(inference.getPredictionsList()).isEmpty();
        assertThat(inference.hasInferenceTime()).isFalse();
    }

    @Test
    void a_full_response_keeps_its_boxes() {
        Camera.postsUnkeyed(PATH, report(result("full", """
                        {"visualization":null,"inference_id":"d9222ac0","frame_id":null,"time":0.0312,
                         "predictions":[{"x":320.5,"y":241.0,"width":80.0,"height":120.0,"confidence":0.9123,
                          "class":"helmet","class_confidence":null,"class_id":1,"tracker_id":null,
                          "detection_id":"d2fdf39e","parent_id":null}]}
                        """)));

        InferenceRecorded inference = inferences.waitFor(1).getFirst();
        assertThat(inference.getInferenceId()).isEqualTo("full");
        assertThat(inference.getModelType()).isEqualTo("object-detection");
        assertThat(inference.getPredictions(0).getX()).isEqualTo(320.5);
    }

    @Test
    void predictions_may_be_a_map() {
        Camera.postsUnkeyed(
                PATH, report(result("map", "{\"predictions\":{\"cat\":{\"confidence\":0.7,\"class_id\":0}}}")));

        assertThat(inferences.waitFor(1).getFirst().getPredictions(0).getClassName())
                .isEqualTo("cat");
    }

    @Test
    void the_key_may_come_after_the_results() {
        String late = "{\"inference_results\":[" + CONDENSED + "],\"device_id\":\"late\",\"tags\":[\"\"],\"api_key\":\""
                + server.key() + "\"}";

        Camera.postsUnkeyed(PATH, late);

        InferenceRecorded inference = inferences.waitFor(1).getFirst();
        assertThat(inference.getDeviceId()).isEqualTo("late");
        assertThat(inference.getTagsList()).isEmpty();
    }

    @Test
    void the_key_may_come_in_the_query() {
        var body = HttpRequest.BodyPublishers.ofString("{\"device_id\":\"d\",\"inference_results\":[]}");

        var answer = Camera.send(Camera.to(PATH + "?api_key=" + server.key()).POST(body));

        assertThat(answer.statusCode()).isEqualTo(200);
        beats.waitFor(1);
    }

    @Test
    void an_inference_goes_to_the_workspace_of_its_own_key() {
        Camera other = Camera.withNewKey();
        String ofOther = result("other", "[]").replace("rf_KEY", other.key());
        try (var others = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(other.workspace()))) {
            Camera.postsUnkeyed(PATH, report(ofOther, result("ours", "[]")));

            assertThat(others.waitFor(1).getFirst().getInferenceId()).isEqualTo("other");
            assertThat(inferences.waitFor(1).getFirst().getInferenceId()).isEqualTo("ours");
        }
    }

    @Test
    void inferences_of_a_known_key_count_in_the_report_of_one_that_is_not() {
        Camera known = Camera.withNewKey();
        String unknown = report(result("ours", "[]").replace("rf_KEY", known.key()), result("nobodys", "[]"))
                .replace(server.key(), Camera.newKey());
        try (var others = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(known.workspace()))) {
            var answer = Camera.postsUnkeyed(PATH, unknown);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
            assertThat(answer.json().get("rejected").findValuesAsText("field"))
                    .containsExactly("inference.request.api_key", "api_key");
            assertThat(others.waitFor(1).getFirst().getInferenceId()).isEqualTo("ours");
        }
    }

    @Test
    void a_report_full_of_unknown_keys_is_not_read_to_its_end() {
        String results = String.join(",", Collections.nCopies(1001, "{\"inference\":{}}"));
        String broken = "{\"api_key\":\"" + Camera.newKey() + "\",\"device_id\":\"d\",\"inference_server_id\":\"s\","
                + "\"inference_server_version\":\"1\",\"tags\":[],\"inference_results\":[" + results + ",broken";

        Camera.postsUnkeyed(PATH, broken).isProblem(401, "unknown-api-key");
    }

    @Test
    void no_key_goes_into_the_log() {
        Camera.postsUnkeyed(PATH, report(CONDENSED));

        inferences.waitFor(1);
        beats.waitFor(1);
        Stream.concat(inferences.records().stream(), beats.records().stream())
                .forEach(event -> assertThat(
                                new String(event.value(), UTF_8) + event.headers() + new String(event.key(), UTF_8))
                        .doesNotContain(server.key())
                        .doesNotContain("rf_KEY"));
    }

    @Test
    void a_bad_result_costs_only_itself() {
        var answer = Camera.postsUnkeyed(
                PATH,
                report(
                        result("a", "[]"),
                        result("b", "[{\"predictions\":[{\"class\":\"x\",\"confidence\":NaN}]}]"),
                        "7",
                        "{}",
                        result("c", "[]")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.json().get("rejected").findValuesAsText("field"))
                .containsExactly("inference.response[0].predictions[0].confidence", "", "inference");
        assertThat(inferences.waitFor(2))
                .extracting(InferenceRecorded::getInferenceId)
                .containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void a_clock_that_is_wrong_refuses_nothing() {
        Camera.postsUnkeyed(PATH, report(CONDENSED.replaceFirst("\"request_time\":[0-9.]+", "\"request_time\":12.5")));

        InferenceRecorded inference = inferences.waitFor(1).getFirst();
        assertThat(inference.getOccurredAtMicros()).isEqualTo(inference.getReceivedAtMicros());
    }

    @Test
    void a_time_between_quotes_counts_and_what_is_no_time_refuses_nothing() {
        String quoted = '"' + Double.toString((Instant.now().toEpochMilli() - 30_000) / 1000.0) + '"';
        Camera.postsUnkeyed(
                PATH,
                report(
                        CONDENSED.replaceFirst("\"request_time\":[0-9.E]+", "\"request_time\":" + quoted),
                        CONDENSED
                                .replace("\"one\"", "\"two\"")
                                .replaceFirst("\"request_time\":[0-9.E]+", "\"request_time\":[\"soon\"]"),
                        CONDENSED
                                .replace("\"one\"", "\"three\"")
                                .replaceFirst("\"request_time\":[0-9.E]+", "\"request_time\":\"soon\"")));

        assertThat(inferences.waitFor(3))
                .extracting(
                        InferenceRecorded::getInferenceId,
                        inference -> inference.getReceivedAtMicros() - inference.getOccurredAtMicros() > 20_000_000)
                .containsExactlyInAnyOrder(tuple("one", true), tuple("two", false), tuple("three", false));
    }

    @Test
    void what_came_before_a_report_broke_off_counts() {
        String whole = report(CONDENSED, CONDENSED);

        Camera.postsUnkeyed(PATH, whole.substring(0, whole.length() - 20)).isProblem(400, "malformed-body");

        assertThat(inferences.waitFor(1).getFirst().getInferenceId()).isEqualTo("one");
    }

    @Test
    void a_report_of_sixty_megabytes_is_read_as_a_stream() {
        String visualization = "\"visualization\":\"" + "A".repeat(60_000) + "\"";
        List<String> results = IntStream.range(0, 1000)
                .mapToObj(i -> result("i" + i, "{" + visualization + ",\"predictions\":[]}"))
                .toList();
        String[] ends = report("SPLIT").split("SPLIT", 2);
        Stream<String> parts = Stream.of(
                        Stream.of(ends[0]),
                        IntStream.range(0, 1000).mapToObj(i -> (i == 0 ? "" : ",") + results.get(i)),
                        Stream.of(ends[1]))
                .flatMap(part -> part);
        List<InputStream> streams = parts.map(part -> (InputStream) new ByteArrayInputStream(part.getBytes(UTF_8)))
                .toList();
        var body = HttpRequest.BodyPublishers.ofInputStream(
                () -> new SequenceInputStream(Collections.enumeration(streams)));

        var answer = Camera.send(Camera.to(PATH).POST(body));

        assertThat(answer.json().get("accepted").asInt()).isEqualTo(1000);
        inferences.waitFor(1000);
    }

    @Test
    void a_key_that_opens_nothing_is_refused() {
        Camera.postsUnkeyed(PATH, report().replace(server.key(), Camera.newKey()))
                .isProblem(401, "unknown-api-key");
        Camera.postsUnkeyed(PATH, "{\"inference_results\":[" + CONDENSED + "]}").isProblem(401, "no-api-key");
        Camera.postsUnkeyed(PATH, "{\"api_key\":null}").isProblem(401, "no-api-key");
    }

    @Test
    void a_heartbeat_tells_when_the_process_started_and_what_its_clock_says() {
        Camera.postsUnkeyed(
                PATH,
                report(
                        CONDENSED.replaceFirst("\"request_time\":[0-9.E]+", "\"request_time\":1795353874.25"),
                        CONDENSED.replaceFirst("\"request_time\":[0-9.E]+", "\"request_time\":12.5")));

        HeartbeatReceived beat = beats.waitFor(1).getFirst();
        assertThat(beat.getStartedAtMicros()).isEqualTo(1_795_353_874_000_000L);
        assertThat(beat.getNewestResultAtMicros()).as("however wrong it is").isEqualTo(1_795_353_874_250_000L);
        assertThat(beat.getReportsAggregates()).isFalse();
    }

    @Test
    void a_start_that_is_no_time_says_nothing() {
        Camera.postsUnkeyed(PATH, report().replace("\"1795353874\"", "\"soon\""));
        Camera.postsUnkeyed(PATH, report().replace("\"1795353874\"", "{}"));

        assertThat(beats.waitFor(2))
                .extracting(HeartbeatReceived::getStartedAtMicros)
                .containsOnly(0L);
    }

    @Test
    void a_server_that_reports_sums_is_answered_and_flagged() {
        for (String sums : List.of(
                "\"inference_results\":[{\"model_id\":\"hard-hat/3\",\"num_inferences\":7}]",
                "\"inference_results\":{\"hard-hat/3\":{\"num_inferences\":7}}",
                "\"results\":[{\"model\":\"hard-hat/3\",\"num_inferences\":7}]")) {
            String report = report().replaceFirst("\"inference_results\":\\[]", sums.replace("$", "\\$"));

            assertThat(Camera.postsUnkeyed(PATH, report).statusCode()).as(sums).isEqualTo(200);
        }
        assertThat(beats.waitFor(3))
                .extracting(HeartbeatReceived::getReportsAggregates)
                .containsOnly(true);
    }

    @Test
    void results_that_are_refused_for_something_else_are_no_sums() {
        Camera.postsUnkeyed(PATH, report(result("b", "[{\"predictions\":[{\"class\":\"x\",\"confidence\":7}]}]")));

        assertThat(beats.waitFor(1).getFirst().getReportsAggregates()).isFalse();
    }

    @Test
    void a_device_without_a_name_is_known_by_its_host_or_its_address() {
        String unnamed = report(CONDENSED).replace("\"device_id\":\"jetson-line-3\",", "\"device_id\":null,");
        Camera.postsUnkeyed(PATH, unnamed);
        Camera.postsUnkeyed(PATH, unnamed.replace("\"hostname\":\"vm\"", "\"mac_address\":\"02:fc:00:00:00:01\""));

        assertThat(beats.waitFor(2))
                .extracting(HeartbeatReceived::getDeviceId)
                .containsExactlyInAnyOrder("vm", "02:fc:00:00:00:01");
        assertThat(inferences.waitFor(2))
                .extracting(InferenceRecorded::getDeviceId)
                .containsExactlyInAnyOrder("vm", "02:fc:00:00:00:01");
    }

    private String report(String... results) {
        return """
                {"api_key":"%s","timestamp":"1795353874","device_id":"jetson-line-3",
                 "inference_server_id":"SxVv9x-GPU-0","inference_server_version":"1.5.0","tags":["plant-a"],
                 "platform":"Linux","platform_release":"6","hostname":"vm","ip_address":"127.0.0.1","processor":"",
                 "inference_results":[%s]}
                """.formatted(server.key(), String.join(",", results));
    }

    private static String result(String id, String response) {
        double now = Instant.now().toEpochMilli() / 1000.0;
        return """
                {"request_time":%s,"inference":{"inference_id":"%s","inference_server_version":"1.5.0",
                 "inference_server_id":"SxVv9x-GPU-0","request":{"api_key":"rf_KEY","source":"external",
                 "source_info":"external","model_id":"hard-hat/3","model_type":null,"confidence":0.4},
                 "response":%s}}
                """.formatted(Double.toString(now), id, response);
    }
}
