package dev.sightline.query.account;

import static io.restassured.RestAssured.given;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that changes something and carries a session comes from our own page, or is refused. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class CrossSiteTest {
    private String session = "";

    @BeforeEach
    void someone_is_signed_in() {
        session = TestWorkspace.signIn(TestWorkspace.create().person(Role.OWNER));
    }

    @Test
    void without_a_sign_of_our_page_it_is_refused() {
        given().cookie("sightline_session", session)
                .delete("/api/v1/session")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void from_another_site_it_is_refused() {
        for (String origin : new String[] {"https://evil.example", "null", "", "http://localhost:1", "::not a uri"}) {
            given().cookie("sightline_session", session)
                    .header("Origin", origin)
                    .delete("/api/v1/session")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void with_our_header_it_passes() {
        given().cookie("sightline_session", session)
                .header("X-Sightline", "1")
                .delete("/api/v1/session")
                .then()
                .statusCode(204);
    }

    @Test
    void from_our_own_origin_it_passes() {
        given().cookie("sightline_session", session)
                .header("Host", "sightline.example:8080")
                .header("Origin", "http://sightline.example:8080")
                .delete("/api/v1/session")
                .then()
                .statusCode(204);
    }

    @Test
    void behind_a_proxy_our_origin_is_the_proxys() {
        given().cookie("sightline_session", session)
                .header("Origin", "https://sightline.example")
                .header("X-Forwarded-Host", "sightline.example")
                .delete("/api/v1/session")
                .then()
                .statusCode(204);
    }

    @Test
    void no_other_site_signs_anybody_in() {
        var credentials =
                Map.of("email", TestWorkspace.create().person(Role.OWNER), "password", TestWorkspace.PASSWORD);

        given().header("Origin", "https://evil.example")
                .contentType(ContentType.JSON)
                .body(credentials)
                .post("/api/v1/session")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(credentials)
                .post("/api/v1/session")
                .then()
                .statusCode(200);
    }

    @Test
    void looking_needs_no_sign() {
        given().cookie("sightline_session", session)
                .header("Origin", "https://evil.example")
                .get("/api/v1/session")
                .then()
                .statusCode(200);
    }
}
