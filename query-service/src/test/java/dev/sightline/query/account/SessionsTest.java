package dev.sightline.query.account;

import static io.restassured.RestAssured.given;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class SessionsTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void the_first_owner_can_sign_in_however_the_email_is_typed() {
        var answer = signIn(" OWNER@example.com", TestEngines.OWNER_PASSWORD);

        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getString("person.email")).isEqualTo("owner@example.com");
        assertThat(answer.jsonPath().getString("role")).isEqualTo("owner");
        assertThat(answer.jsonPath().getString("workspace.slug")).isEqualTo("first");
        assertThat(answer.jsonPath().getString("ingest_url")).startsWith("http");
        assertThat(answer.header("Set-Cookie"))
                .startsWith("sightline_session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000")
                .doesNotContain("Secure");
    }

    @Test
    void the_cookie_is_for_tls_only_where_tls_is() {
        var answer = given().contentType(ContentType.JSON)
                .header("X-Forwarded-Proto", "https")
                .body(Map.of("email", workspace.person(Role.VIEWER), "password", TestWorkspace.PASSWORD))
                .post("/api/v1/session");

        assertThat(answer.header("Set-Cookie")).contains("Secure");
    }

    @Test
    void a_wrong_password_and_an_unknown_email_answer_alike() {
        var wrong = signIn(workspace.person(Role.OWNER), "wrong");
        var unknown = signIn("nobody@example.com", "wrong");

        wrong.then().statusCode(401).contentType("application/problem+json");
        assertThat(unknown.asString()).isEqualTo(wrong.asString()).contains("E-mail or password is wrong");
        assertThat(wrong.header("Set-Cookie")).isNull();
    }

    @Test
    void the_eleventh_attempt_within_a_minute_is_refused_even_with_the_right_password() {
        String email = workspace.person(Role.OWNER);
        for (int i = 0; i < 10; i++) {
            signIn(email, "wrong").then().statusCode(401);
        }

        var eleventh = signIn(email.toUpperCase(Locale.ROOT), TestWorkspace.PASSWORD);

        eleventh.then().statusCode(429).contentType("application/problem+json");
        assertThat(Integer.parseInt(eleventh.header("Retry-After"))).isBetween(1, 61);
    }

    @Test
    void a_session_says_who_is_signed_in() {
        var answer = workspace.as(Role.EDITOR).get("/api/v1/session");

        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getString("role")).isEqualTo("editor");
        assertThat(answer.jsonPath().getString("workspace.slug")).isEqualTo(workspace.slug());
    }

    @Test
    void someone_who_is_no_longer_a_member_has_no_session() {
        var session = workspace.as(Role.EDITOR);
        TestEngines.postgres("DELETE FROM membership WHERE workspace_id = ?", workspace.id());

        var answer = session.get("/api/v1/session");

        answer.then().statusCode(401);
    }

    @Test
    void signing_out_clears_the_cookie() {
        var answer = workspace.as(Role.OWNER).delete("/api/v1/session");

        answer.then().statusCode(204);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("sightline_session=;")
                .contains("Max-Age=0");
    }

    @Test
    void without_session_and_key_everything_is_closed() {
        for (String path : new String[] {
            "session", "overview", "models", "devices", "inferences", "inferences/x", "inferences/x/image", "api-keys"
        }) {
            given().get("/api/v1/" + path).then().statusCode(401).contentType("application/problem+json");
        }
    }

    @Test
    void a_token_that_somebody_else_signed_is_refused() {
        String forged = Jwt.issuer("sightline")
                .subject(UUID.randomUUID().toString())
                .claim("workspace", workspace.slug())
                .groups(Set.of("owner"))
                .expiresIn(1000)
                .signWithSecret("another-secret-0123456789-0123456789");

        var answer = given().cookie("sightline_session", forged).get("/api/v1/overview");

        answer.then().statusCode(401);
    }

    @Test
    void a_token_without_signature_is_refused() {
        String unsigned = "eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder().withoutPadding().encodeToString("""
                        {"iss":"sightline","sub":"00000000-0000-0000-0000-000000000000","workspace":"%s",\
                        "groups":["owner"],"exp":4102444800}""".formatted(workspace.slug())
                        .getBytes(StandardCharsets.UTF_8))
                + ".";

        var answer = given().cookie("sightline_session", unsigned).get("/api/v1/overview");

        answer.then().statusCode(401);
    }

    @Test
    void without_a_provider_none_is_offered() {
        assertThat(given().get("/api/v1/sign-in").jsonPath().getMap("")).isEqualTo(singletonMap("provider", null));
        for (String path : new String[] {"provider", "provider/callback?code=c&state=s"}) {
            given().redirects()
                    .follow(false)
                    .get("/api/v1/sign-in/" + path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void incomplete_input_names_the_field() {
        var answer = given().contentType(ContentType.JSON)
                .body("{\"email\":\"a@b.c\"}")
                .post("/api/v1/session");

        answer.then().statusCode(422).contentType("application/problem+json");
        assertThat(answer.jsonPath().getString("field")).isEqualTo("password");
    }

    private static Response signIn(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/session");
    }
}
