package dev.sightline.query.view;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class SavedViewsTest {
    private static final String PATH = "/api/v1/saved-views";

    private final TestWorkspace workspace = TestWorkspace.create();
    private String viewer = "";

    @BeforeEach
    void sign_in() {
        viewer = TestWorkspace.signIn(workspace.person(Role.VIEWER));
    }

    @Test
    void views_are_kept_under_their_names_and_listed_by_them() {
        save("Unsure vests", "class=vest&confidence_below=0.3").statusCode(200);
        save(" errors ", "is_error=true").statusCode(200);

        var listed = views();

        assertThat(listed.getList("saved_views.name")).isEqualTo(List.of("errors", "Unsure vests"));
        assertThat(listed.getString("saved_views[1].search")).isEqualTo("class=vest&confidence_below=0.3");
    }

    @Test
    void a_view_of_the_same_name_is_replaced() {
        save("Errors", "is_error=true");
        save("errors", "is_error=true&device_id=line-1");

        assertThat(views().getList("saved_views.search")).isEqualTo(List.of("is_error=true&device_id=line-1"));
    }

    @Test
    void a_view_that_is_saved_twice_in_the_same_moment_is_kept_once() throws InterruptedException {
        Callable<Integer> saving =
                () -> save("Errors", "is_error=true").extract().statusCode();

        try (var people = Executors.newFixedThreadPool(8)) {
            assertThat(people.invokeAll(Collections.nCopies(24, saving)))
                    .extracting(Future::resultNow)
                    .containsOnly(200);
        }

        assertThat(views().getList("saved_views.name")).isEqualTo(List.of("Errors"));
    }

    @Test
    void a_view_belongs_to_its_person_alone() {
        String id = save("Errors", "is_error=true").extract().path("id");
        for (var others : List.of(workspace, TestWorkspace.create())) {
            assertThat(others.as(Role.OWNER).get(PATH).jsonPath().getList("saved_views"))
                    .isEmpty();
            others.as(Role.OWNER).delete(PATH + '/' + id).then().statusCode(404);
        }
        assertThat(views().getList("saved_views")).hasSize(1);

        asViewer().delete(PATH + '/' + id).then().statusCode(204);

        assertThat(views().getList("saved_views")).isEmpty();
    }

    @Test
    void what_is_no_view_is_refused() {
        save(" ", "").statusCode(422);
        save("x".repeat(81), "").statusCode(422);
        save("long", "x".repeat(4001)).statusCode(422);
        asViewer().contentType(ContentType.JSON).body("{}").post(PATH).then().statusCode(422);
        asViewer().delete(PATH + "/no-id").then().statusCode(404);
        workspace.asProgram().get(PATH).then().statusCode(403);
    }

    private RequestSpecification asViewer() {
        return given().cookie("sightline_session", viewer).header("X-Sightline", "1");
    }

    private JsonPath views() {
        return asViewer().get(PATH).then().statusCode(200).extract().jsonPath();
    }

    private ValidatableResponse save(String name, String search) {
        return asViewer()
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "search", search))
                .post(PATH)
                .then();
    }
}
