package dev.sightline.query.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class SessionListTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final TestWorkspace workspace = TestWorkspace.create();
    private final String email = workspace.person(Role.VIEWER);

    @Test
    void people_see_where_they_are_signed_in() {
        var here = TestWorkspace.requestOf(signInWith(FIREFOX, "203.0.113.77"));
        signInWith("curl/8.0", "203.0.113.78");

        var sessions = here.get("/api/v1/sessions").jsonPath();

        assertThat(sessions.getList("sessions.browser")).containsExactlyInAnyOrder("Firefox on Linux", "curl");
        assertThat(sessions.getString("sessions.find { it.is_present }.browser"))
                .isEqualTo("Firefox on Linux");
        assertThat(sessions.getString("sessions.find { it.is_present }.address"))
                .isEqualTo("203.0.113.77");
        assertThat(sessions.getList("sessions.workspace")).contains("Workspace of a test");
    }

    @Test
    void a_session_that_is_signed_out_elsewhere_is_refused_at_once() {
        var here = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        String other = TestWorkspace.signIn(email);
        var there = TestWorkspace.requestOf(other);
        there.get("/api/v1/members").then().statusCode(200);

        here.delete("/api/v1/sessions/" + TestWorkspace.sessionId(other)).then().statusCode(204);

        there.get("/api/v1/members").then().statusCode(401);
        here.get("/api/v1/members").then().statusCode(200);
    }

    @Test
    void signing_out_everywhere_else_spares_the_present_session() {
        var here = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        var there = TestWorkspace.requestOf(TestWorkspace.signIn(email));

        here.delete("/api/v1/sessions").then().statusCode(204);

        there.get("/api/v1/members").then().statusCode(401);
        assertThat(here.get("/api/v1/sessions").jsonPath().getList("sessions")).hasSize(1);
    }

    @Test
    void a_token_that_was_kept_is_worth_nothing_after_signing_out() {
        String kept = TestWorkspace.signIn(email);
        TestWorkspace.requestOf(kept).get("/api/v1/members").then().statusCode(200);

        TestWorkspace.requestOf(kept).delete("/api/v1/session").then().statusCode(204);

        TestWorkspace.requestOf(kept).get("/api/v1/members").then().statusCode(401);
    }

    @Test
    void nobody_ends_somebody_elses_session() {
        String mine = TestWorkspace.signIn(email);
        RequestSpecification owner = workspace.as(Role.OWNER);

        owner.delete("/api/v1/sessions/" + TestWorkspace.sessionId(mine)).then().statusCode(404);

        TestWorkspace.requestOf(mine).get("/api/v1/members").then().statusCode(200);
    }

    private String signInWith(String browser, String address) {
        return given().header("User-Agent", browser)
                .header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", TestWorkspace.PASSWORD))
                .post("/api/v1/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("sightline_session");
    }
}
