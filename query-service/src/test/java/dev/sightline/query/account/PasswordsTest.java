package dev.sightline.query.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.Role;
import dev.sightline.query.Inbox;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class PasswordsTest {
    private static final String NEW = "seven quiet otters swim north";

    private final TestWorkspace workspace = TestWorkspace.create();
    private final String email = workspace.person(Role.VIEWER);

    @Test
    void a_changed_password_ends_every_other_session() {
        var here = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        var elsewhere = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        elsewhere.get("/api/v1/members").then().statusCode(200);

        change(here, TestWorkspace.PASSWORD, NEW).then().statusCode(204);

        here.get("/api/v1/members").then().statusCode(200);
        elsewhere.get("/api/v1/members").then().statusCode(401);
        signIn(TestWorkspace.PASSWORD).then().statusCode(401);
        signIn(NEW).then().statusCode(200);
    }

    @Test
    void the_present_password_has_to_be_known_and_the_new_one_to_be_good() {
        var here = TestWorkspace.requestOf(TestWorkspace.signIn(email));

        var wrong = change(here, "wrong", NEW);
        var weak = change(here, TestWorkspace.PASSWORD, "password1234");

        wrong.then().statusCode(422);
        assertThat(wrong.jsonPath().getString("field")).isEqualTo("current_password");
        weak.then().statusCode(422);
        assertThat(weak.jsonPath().getString("field")).isEqualTo("password");
        signIn(TestWorkspace.PASSWORD).then().statusCode(200);
    }

    @Test
    void a_forgotten_password_is_set_anew_by_mail_once_and_every_session_ends() {
        var session = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        session.get("/api/v1/members").then().statusCode(200);
        forget(email).then().statusCode(202);
        String token = token();

        set(token, NEW).then().statusCode(204);

        session.get("/api/v1/members").then().statusCode(401);
        signIn(NEW).then().statusCode(200);
        set(token, NEW + " again").then().statusCode(410);
    }

    @Test
    void an_expired_or_made_up_link_sets_nothing() {
        forget(email).then().statusCode(202);
        String token = token();
        TestEngines.postgres(
                "UPDATE password_reset SET expires_at = now() - interval '1 second'"
                        + " WHERE person_id = (SELECT id FROM person WHERE email = ?)",
                email);

        set(token, NEW).then().statusCode(410);
        set(token + "x", NEW).then().statusCode(404);
        set("", NEW).then().statusCode(404);
        signIn(TestWorkspace.PASSWORD).then().statusCode(200);
    }

    @Test
    void nobody_learns_whether_an_email_is_known() {
        var known = forget(email);
        var unknown = forget("nobody-" + email);

        known.then().statusCode(202);
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.asString()).isEqualTo(known.asString());
        token();
        assertThat(Inbox.of("nobody-" + email)).isEmpty();
    }

    @Test
    void mails_are_not_sent_without_end() {
        for (int i = 0; i < 3; i++) {
            forget(email).then().statusCode(202);
        }

        forget(email).then().statusCode(429);
    }

    @Test
    void strength_is_said_in_words() {
        assertThat(strength("password").getString("strength")).isEqualTo("very weak");
        assertThat(strength("password").getList("advice")).isNotEmpty();
        assertThat(strength("password").getBoolean("is_enough")).isFalse();
        assertThat(strength(NEW).getString("strength")).isEqualTo("strong");
        assertThat(strength(NEW).getBoolean("is_enough")).isTrue();
    }

    @Test
    void failed_attempts_count_for_the_address_whatever_the_email() {
        for (int i = 0; i < 30; i++) {
            from("203.0.113.9", "nobody" + i + "@example.com").then().statusCode(401);
        }

        from("203.0.113.9", "somebody@example.com").then().statusCode(429);
        // What the client itself put before our proxy's entry counts for nothing.
        from("198.51.100.1, 203.0.113.9", "somebody@example.com").then().statusCode(429);
        from("203.0.113.10", "somebody@example.com").then().statusCode(401);
    }

    private static Response from(String address, String email) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "wrong"))
                .post("/api/v1/session");
    }

    private static JsonPath strength(String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("password", password))
                .post("/api/v1/password-strength")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Response change(RequestSpecification session, String current, String wanted) {
        return session.contentType(ContentType.JSON)
                .body(Map.of("current_password", current, "password", wanted))
                .put("/api/v1/session/password");
    }

    private Response signIn(String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/session");
    }

    private static Response forget(String email) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/api/v1/password-resets");
    }

    private static Response set(String token, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("token", token, "password", password))
                .post("/api/v1/password-resets/use");
    }

    private String token() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Inbox.of(email)).isNotEmpty());
        String link = Inbox.link(Inbox.of(email).getLast());
        assertThat(link).startsWith("https://sightline.example/reset-password#");
        return link.substring(link.indexOf('#') + 1);
    }
}
