package dev.sightline.ingest.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Engines.class)
class InferenceStatsResourceTest {
    private Camera server;
    private volatile String asked = "";
    private TopicTail<InferenceSampled> samples;

    @BeforeEach
    void listen() {
        server = Camera.withNewKey();
        samples = new TopicTail<>(
                Topics.INFERENCE_SAMPLES,
                InferenceSampled.parser(),
                sample -> sample.getWorkspace().equals(server.workspace()));
    }

    @AfterEach
    void close() {
        samples.close();
    }

    @Test
    void a_report_becomes_samples_and_neither_inferences_nor_a_heartbeat() {
        try (var inferences = tail(Topics.INFERENCES, InferenceRecorded.parser(), InferenceRecorded::getWorkspace);
                var beats = tail(Topics.HEARTBEATS, HeartbeatReceived.parser(), HeartbeatReceived::getWorkspace)) {
            var answer = posts(report("\"jetson-line-3\""));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
            InferenceSampled sample = samples.waitFor(2).getFirst();
            assertThat(sample.getModelId()).isEqualTo("hard-hat/3");
            assertThat(sample.getClassName()).isEqualTo("helmet");
            assertThat(sample.getConfidence()).isEqualTo(0.9123);
            assertThat(sample.getInferenceId()).isEqualTo("c1555949");
            assertThat(sample.getDeviceId()).isEqualTo("jetson-line-3");
            assertThat(sample.getSource()).isEqualTo("workflow");
            assertThat(inferences.poll()).isEmpty();
            assertThat(beats.poll()).isEmpty();
        }
    }

    @Test
    void a_report_without_a_device_names_its_host() {
        posts(report("null"));

        assertThat(samples.waitFor(2).getFirst().getDeviceId()).isEqualTo("vm");
    }

    @Test
    void a_bad_sample_costs_only_itself() {
        var answer = posts(report("\"d\"").replace("0.81", "1.81"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.json().get("rejected").findValuesAsText("field")).containsExactly("confidence");
        samples.waitFor(1);
    }

    @Test
    void the_key_may_come_in_the_body_or_behind_one_for_someone_in_between() {
        Camera.postsUnkeyed(path(), report("\"d\"").replaceFirst("\\{", "{\"api_key\":\"" + server.key() + "\","));
        Camera.send(Camera.to(path() + "?api_key=" + server.key())
                .header("Authorization", "Bearer of-the-company-gateway")
                .POST(HttpRequest.BodyPublishers.ofString(report("\"d\""))));

        samples.waitFor(4);
        Camera.postsUnkeyed(path(), report("\"d\"")).isProblem(401, "no-api-key");
    }

    @Test
    void a_key_reports_for_its_own_workspace_alone() {
        server.posts("/someone-else/inference-stats", "{}").isProblem(403, "other-workspace");
        posts("[]").isProblem(400, "malformed-body");
    }

    @Test
    void a_question_is_handed_on_with_its_key_and_answered_as_it_is() throws IOException {
        var query = queryService(200, "{\"num_inferences\":120}");
        try {
            var answer = Camera.send(Camera.to(path() + "?api_key=" + server.key()
                    + "&startTime=2026-11-22%2010:00:00&endTime=&modelNames=a,b&other=1"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.response().body()).isEqualTo("{\"num_inferences\":120}");
            assertThat(asked)
                    .isEqualTo("/api/v1/inference-stats?workspace=" + server.workspace()
                            + "&startTime=2026-11-22+10%3A00%3A00&endTime=&modelNames=a%2Cb Bearer " + server.key());
        } finally {
            query.stop(0);
        }
    }

    @Test
    void what_query_service_refuses_is_refused() throws IOException {
        var query = queryService(403, "{\"title\":\"Forbidden\"}");
        try {
            assertThat(server.get(path()).statusCode()).isEqualTo(403);
        } finally {
            query.stop(0);
        }
    }

    @Test
    void without_query_service_a_question_has_to_wait() {
        assertThat(server.get(path()).isProblem(503, "figures-unavailable").header("Retry-After"))
                .isEqualTo("5");
        Camera.send(Camera.to(path())).isProblem(401, "no-api-key");
    }

    private HttpServer queryService(int status, String body) throws IOException {
        int port = ConfigProvider.getConfig()
                .getValue("ingest.query.url", URI.class)
                .getPort();
        var query = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        query.createContext("/", exchange -> {
            asked = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        query.start();
        return query;
    }

    private <T extends Message> TopicTail<T> tail(String topic, Parser<T> parser, Function<T, String> workspace) {
        return new TopicTail<>(topic, parser, event -> workspace.apply(event).equals(server.workspace()));
    }

    private Camera.Answer posts(String body) {
        return Camera.send(Camera.to(path() + "?api_key=" + server.key() + "&nocache=true")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String path() {
        return "/" + server.workspace() + "/inference-stats";
    }

    private static String report(String device) {
        return """
                {"timestamp":"2026-11-22T13:27:42.695605","source":"workflow",
                 "source_info":"ModelMonitoringInferenceAggregatorBlockV1",
                 "inference_results":[
                  {"model_id":"hard-hat/3","class_name":"helmet","confidence":0.9123,"inference_id":"c1555949",
                   "model_type":"object-detection"},
                  {"model_id":"quality/7","class_name":"defect","confidence":0.81,"inference_id":"fe7edffa",
                   "model_type":"classification"}],
                 "device_id":%s,"inference_server_version":"1.5.0","platform":"Linux","hostname":"vm",
                 "ip_address":"127.0.0.1","mac_address":"02:fc:00:00:00:01","processor":""}
                """.formatted(device);
    }
}
