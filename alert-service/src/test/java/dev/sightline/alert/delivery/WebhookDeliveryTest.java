package dev.sightline.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.alert.Engines;
import dev.sightline.alert.TestClock;
import dev.sightline.alert.TestSessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs get, over real HTTP. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
@TestProfile(WebhookDeliveryTest.PrivateAllowed.class)
class WebhookDeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer endpoint;

    @BeforeEach
    void listen() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", this::take);
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
    }

    @Test
    void a_standard_webhook_is_signed_as_the_specification_says() throws GeneralSecurityException {
        var rule = rule("standard");

        me().post("/api/v1/alert-rules/" + rule.getString("id") + "/test")
                .then()
                .statusCode(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(calls).hasSize(1));
        var call = calls.getFirst();
        assertThat(JsonPath.from(call.body()).getString("type")).isEqualTo("alert.test");
        String secret = rule.getString("recipients.webhooks[0].secret");
        Instant now = TestClock.now();
        var received = new StandardWebhook(
                call.header("webhook-id"),
                call.header("webhook-timestamp"),
                call.header("webhook-signature"),
                call.body());
        assertThat(received.isGenuine(secret, now)).isTrue();
        assertThat(new StandardWebhook(
                                received.id(), received.timestamp(), received.signatures(), received.body() + " ")
                        .isGenuine(secret, now))
                .as("with another body")
                .isFalse();
        assertThat(received.isGenuine(new WebhookSecrets().generate(), now))
                .as("of another secret")
                .isFalse();
        assertThat(received.isGenuine(secret, now.plusSeconds(360)))
                .as("six minutes later")
                .isFalse();
    }

    /** The specification's own example, so that our reading of it is not wrong on both sides. */
    @Test
    void the_receiver_of_this_test_takes_the_specifications_own_example() throws GeneralSecurityException {
        var example = new StandardWebhook(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "v2,other v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "{\"test\": 2432232314}");

        assertThat(example.isGenuine("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Instant.ofEpochSecond(1614265330)))
                .isTrue();
    }

    @Test
    void slack_gets_its_own_body_and_no_signature() {
        var rule = rule("slack");

        me().post("/api/v1/alert-rules/" + rule.getString("id") + "/test")
                .then()
                .statusCode(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(calls).hasSize(1));
        var body = JsonPath.from(calls.getFirst().body());
        assertThat(body.getString("text")).startsWith("Test: ");
        assertThat(body.getString("blocks[0].text.type")).isEqualTo("mrkdwn");
        assertThat(calls.getFirst().headers()).doesNotContainKey("Webhook-signature");
    }

    @Test
    void an_endpoint_that_is_gone_gets_nothing_more() {
        status = 410;
        var rule = rule("standard");
        String id = rule.getString("id");

        me().post("/api/v1/alert-rules/" + id + "/test").then().statusCode(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(disabledAt(id)).isNotNull());
        assertThat(me().get("/api/v1/deliveries?rule_id=" + id).jsonPath().getString("deliveries[0].state"))
                .isEqualTo("failed");
    }

    @Test
    void an_endpoint_that_is_back_gets_everything_once_a_test_has_reached_it() {
        status = 410;
        String id = rule("standard").getString("id");
        me().post("/api/v1/alert-rules/" + id + "/test").then().statusCode(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(disabledAt(id)).isNotNull());
        status = 204;

        me().post("/api/v1/alert-rules/" + id + "/test").then().statusCode(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(disabledAt(id)).isNull());
    }

    @Test
    void a_redirect_is_not_followed() {
        status = 302;

        me().post("/api/v1/alert-rules/" + rule("standard").getString("id") + "/test")
                .then()
                .statusCode(202);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                me().get("/api/v1/deliveries").jsonPath().getString("deliveries[0].last_error"))
                        .isEqualTo("the endpoint answered 302"));
        assertThat(calls).extracting(Call::path).containsOnly("/hook?a=b");
    }

    private @Nullable String disabledAt(String rule) {
        return me().get("/api/v1/alert-rules/" + rule).jsonPath().getString("recipients.webhooks[0].disabled_at");
    }

    private JsonPath rule(String kind) {
        String url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook?a=b";
        var answer = me().body(
                        "{\"condition\": {\"type\": \"device_silent\"}, \"recipients\": {\"webhooks\": [{\"url\": \""
                                + url + "\", \"kind\": \"" + kind + "\"}]}}")
                .post("/api/v1/alert-rules");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private RequestSpecification me() {
        return TestSessions.editor(workspace, workspace + "@example.com");
    }

    private record Call(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            String key = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
            return headers.getOrDefault(key, List.of("")).getFirst();
        }
    }

    /** The endpoint of this test is on loopback. */
    public static class PrivateAllowed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("alert.delivery.allow-private-webhooks", "true");
        }
    }
}
