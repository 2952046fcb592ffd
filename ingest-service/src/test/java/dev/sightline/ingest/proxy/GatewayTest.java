package dev.sightline.ingest.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.TopicTail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The upstream is a server of this test's own, which is why addresses of this machine are allowed here. */
@QuarkusTest
@WithTestResource(Engines.class)
@TestProfile(GatewayTest.TurnedOn.class)
class GatewayTest {
    private final List<String> forwarded = new CopyOnWriteArrayList<>();
    private final IngestConfig config;
    private String origin = "";
    private HttpServer upstream;
    private final Camera camera = Camera.withNewKey();

    public static final class TurnedOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ingest.proxy.enabled", "true",
                    "ingest.proxy.upstreams", "http://127.0.0.1:" + Engines.freePort(),
                    "ingest.proxy.private-addresses", "true");
        }
    }

    GatewayTest(IngestConfig config) {
        this.config = config;
    }

    @BeforeEach
    void listen() throws IOException {
        var address = config.proxy().upstreams().getFirst();
        origin = address.toString();
        upstream = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
        upstream.createContext("/", this::answer);
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
    }

    @Test
    void a_report_is_answered_here() {
        try (var log = new TopicTail<>(
                Topics.INFERENCES,
                InferenceRecorded.parser(),
                inference -> inference.getWorkspace().equals(camera.workspace()))) {
            double now = System.currentTimeMillis() / 1000.0;
            var answer = posts(origin + "/inference-stats", """
                    {"api_key":"%s","device_id":"d","inference_results":[{"request_time":%s,"inference":{
                     "inference_id":"through","request":{"model_id":"m/1"},"response":[]}}]}""".formatted(camera.key(), now));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(log.waitFor(1).getFirst().getInferenceId()).isEqualTo("through");
            assertThat(forwarded).isEmpty();
        }
    }

    @Test
    void the_query_of_a_report_comes_with_it() {
        var answer = Camera.send(
                proxy(origin + "/?api_key=" + camera.key() + "&nocache=true").GET());

        assertThat(answer.json().get("workspace").asText()).isEqualTo(camera.workspace());
    }

    @Test
    void everything_else_goes_to_the_upstream_and_comes_back_as_it_is() {
        var answer = Camera.send(proxy(origin + "/ort/hat/3?api_key=k&device=a%20b")
                .header("X-Roboflow-Inference-Version", "1.5.0")
                .POST(BodyPublishers.ofString("body")));

        assertThat(forwarded).containsExactly("POST /ort/hat/3?api_key=k&device=a%20b 1.5.0 body");
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.header("X-Upstream")).isEqualTo("yes");
        assertThat(answer.response().body()).isEqualTo("from upstream");
    }

    @Test
    void an_upload_for_training_is_no_report() {
        posts(origin + "/dataset/hats/upload?api_key=k&batch=b", "image");

        assertThat(forwarded).containsExactly("POST /dataset/hats/upload?api_key=k&batch=b null image");
    }

    @Test
    void a_redirect_is_not_followed() {
        var answer = Camera.send(proxy(origin + "/elsewhere").GET());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(forwarded).hasSize(1);
    }

    @Test
    void an_address_elsewhere_is_refused() {
        posts("http://127.0.0.1:1/inference-stats", "{}").isProblem(403, "other-upstream");
        posts("", "{}").isProblem(422, "invalid-input");
        Camera.send(Camera.to("/proxy").GET()).isProblem(422, "invalid-input");
    }

    private static Camera.Answer posts(String url, String body) {
        return Camera.send(proxy(url).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder proxy(String url) {
        return Camera.to("/proxy?url=" + URLEncoder.encode(url, UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        forwarded.add(exchange.getRequestMethod()
                + ' '
                + exchange.getRequestURI()
                + ' '
                + exchange.getRequestHeaders().getFirst("X-Roboflow-Inference-Version")
                + ' '
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        boolean isElsewhere = exchange.getRequestURI().getPath().equals("/elsewhere");
        exchange.getResponseHeaders().add("X-Upstream", "yes");
        exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
        byte[] body = "from upstream".getBytes(UTF_8);
        exchange.sendResponseHeaders(isElsewhere ? 302 : 418, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
