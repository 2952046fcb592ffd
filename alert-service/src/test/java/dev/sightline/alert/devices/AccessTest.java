package dev.sightline.alert.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.TestSessions;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Scope;
import dev.sightline.contract.access.SessionVoided;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read the states of devices, and what the others are told. */
@QuarkusTest
@QuarkusTestResource(Engines.class)
class AccessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String key = ApiKey.generate(new SecureRandom());

    @Test
    void nobody_is_told_to_sign_in() {
        assertProblem(ask(given()), 401, "Sign in");
    }

    @Test
    void an_expired_session_is_refused() {
        assertProblem(ask(given().cookie("sightline_session", TestSessions.expired("acme"))), 401, "sign in again");
    }

    @Test
    void a_session_signed_with_another_secret_is_refused() {
        assertProblem(ask(given().cookie("sightline_session", TestSessions.forged("acme"))), 401, "sign in again");
    }

    @Test
    void an_unsigned_session_is_refused() {
        var unsigned =
                "eyJhbGciOiJub25lIn0.eyJpc3MiOiJzaWdodGxpbmUiLCJ3b3Jrc3BhY2UiOiJhY21lIiwiZXhwIjo5OTk5OTk5OTk5fQ.";

        assertProblem(ask(given().cookie("sightline_session", unsigned)), 401, "sign in again");
    }

    @Test
    void a_token_without_a_sessions_id_is_refused() {
        assertProblem(ask(with(TestSessions.withoutId("acme"))), 401, "sign in again");
    }

    @Test
    void a_session_that_has_ended_is_refused_within_seconds_and_no_other() {
        var ended = UUID.randomUUID();
        assertThat(ask(with(TestSessions.of("acme", ended, 0))).statusCode()).isEqualTo(200);

        voided(SessionVoided.newBuilder()
                .setSessionId(ended.toString())
                .setEnded(true)
                .build());

        awaitRefusal(TestSessions.of("acme", ended, 0));
        assertProblem(ask(with(TestSessions.of("acme", ended, 7))), 401, "has ended");
        assertThat(ask(with(TestSessions.of("acme", UUID.randomUUID(), 0))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_token_that_tells_of_an_older_role_is_refused_and_its_successor_is_not() {
        var session = UUID.randomUUID();

        voided(SessionVoided.newBuilder()
                .setSessionId(session.toString())
                .setLowestRevision(2)
                .build());

        awaitRefusal(TestSessions.of("acme", session, 1));
        assertThat(ask(with(TestSessions.of("acme", session, 2))).statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_of_which_nothing_can_be_read_is_refused() {
        String session = UUID.randomUUID().toString();

        try (var log = new Log()) {
            log.voidSession(session, new byte[] {(byte) 0xff, 1, 2, 3});
        }

        awaitRefusal(TestSessions.of("acme", UUID.fromString(session), 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"INGEST", "ADMIN"})
    void a_key_of_another_scope_is_forbidden(Scope scope) {
        publish(scope);

        awaitStatus(403);
        assertProblem(ask(given().header("X-API-Key", key)), 403, "needs \"read\"");
    }

    @Test
    void a_key_with_scope_read_may_read_until_it_is_revoked() {
        publish(Scope.READ);
        awaitStatus(200);
        assertThat(ask(given().header("Authorization", "Bearer " + key)).statusCode())
                .isEqualTo(200);

        try (var log = new Log()) {
            log.publish(ApiKey.hash(key), published(Scope.READ).setRevoked(true).build());
        }

        awaitStatus(401);
        assertProblem(ask(given().header("X-API-Key", key)), 401, "revoked");
    }

    @Test
    void a_mistyped_key_is_called_that() {
        assertProblem(ask(given().header("X-API-Key", key + "x")), 401, "mistyped");
    }

    @Test
    void an_unknown_path_is_a_problem_too() {
        assertProblem(given().get("/api/v1/nothing"), 404, "");
    }

    private static RequestSpecification with(String token) {
        return given().cookie("sightline_session", token);
    }

    private static void voided(SessionVoided session) {
        try (var log = new Log()) {
            log.voidSession(session.getSessionId(), session.toByteArray());
        }
    }

    private static void awaitRefusal(String token) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ask(with(token)).statusCode()).isEqualTo(401));
    }

    private void publish(Scope scope) {
        try (var log = new Log()) {
            log.publish(ApiKey.hash(key), published(scope).build());
        }
    }

    private static ApiKeyPublished.Builder published(Scope scope) {
        return ApiKeyPublished.newBuilder().setKeyId("id").setWorkspace("acme").addScopes(scope.id());
    }

    private void awaitStatus(int status) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask(given().header("X-API-Key", key)).statusCode())
                                .isEqualTo(status));
    }

    private static Response ask(RequestSpecification request) {
        return request.get("/api/v1/devices/states");
    }

    private static void assertProblem(Response response, int status, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(response.jsonPath().getString("detail")).contains(detail);
    }
}
