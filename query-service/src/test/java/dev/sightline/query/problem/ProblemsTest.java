package dev.sightline.query.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong has one shape. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class ProblemsTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void an_unknown_address_is_a_problem() {
        assertProblem(workspace.asProgram().get("/api/v1/nothing"), 404);
    }

    @Test
    void an_unknown_address_outside_the_api_is_a_problem() {
        assertProblem(given().get("/nothing"), 404);
    }

    @Test
    void a_wrong_method_is_a_problem() {
        assertProblem(workspace.as(Role.OWNER).put("/api/v1/overview"), 405);
    }

    @Test
    void a_wrong_media_type_is_a_problem() {
        assertProblem(given().contentType(ContentType.TEXT).body("hello").post("/api/v1/session"), 415);
    }

    @Test
    void a_body_that_is_no_json_is_a_problem() {
        assertProblem(given().contentType(ContentType.JSON).body("{\"email\":").post("/api/v1/session"), 400);
        assertProblem(given().contentType(ContentType.JSON).body("[]").post("/api/v1/session"), 400);
    }

    @Test
    void windows_that_cannot_be_meant_are_refused_by_name() {
        for (var bad : List.of(
                Map.of("from", "yesterday"),
                Map.of("from", "2026-03-10T10:00:00"),
                Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T10:00:00Z"),
                Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-09T10:00:00Z"),
                Map.of("from", "2024-03-10T10:00:00Z", "until", "2026-03-09T10:00:00Z"),
                Map.of("from", "-999999999-01-01T00:00:00Z", "until", "2026-03-09T10:00:00Z"))) {
            for (String path : List.of("overview", "models", "devices", "inferences")) {
                var answer = workspace.asProgram().queryParams(bad).get("/api/v1/" + path);

                assertProblem(answer, 422);
                assertThat(answer.jsonPath().getString("field")).isEqualTo("from");
                assertThat(answer.jsonPath().getString("expected")).isNotBlank();
            }
        }
    }

    @Test
    void an_unknown_time_zone_is_refused_by_name() {
        var answer =
                workspace.asProgram().queryParam("time_zone", "Mars/Olympus").get("/api/v1/overview");

        assertProblem(answer, 422);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("time_zone");
        assertThat(answer.jsonPath().getString("got")).isEqualTo("Mars/Olympus");
    }

    @Test
    void limits_and_indices_out_of_bounds_are_refused_by_name() {
        for (String limit : List.of("0", "201", "-1", "many", "1e2")) {
            assertProblem(workspace.asProgram().queryParam("limit", limit).get("/api/v1/inferences"), 422);
        }
        assertProblem(
                workspace.asProgram().queryParam("response_index", "70000").get("/api/v1/inferences/x"), 422);
    }

    private static void assertProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(answer.jsonPath().getString("title")).isNotBlank();
        assertThat(answer.jsonPath().getString("detail")).isNotBlank();
    }
}
