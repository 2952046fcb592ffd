package dev.sightline.alert.devices;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.alert.Engines;
import dev.sightline.alert.TestSessions;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Duration;
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
