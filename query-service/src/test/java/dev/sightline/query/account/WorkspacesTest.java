package dev.sightline.query.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One person in several workspaces; each session in one. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class WorkspacesTest {
    private final TestWorkspace workspace = TestWorkspace.create();
    private final TestWorkspace other = TestWorkspace.create();
    private final String email = workspace.person(Role.EDITOR);

    @Test
    void a_person_goes_on_in_another_workspace_and_the_old_session_is_over() {
        other.add(email, Role.VIEWER);
        var before = TestWorkspace.requestOf(signInTo(workspace));

        var answer = move(before, other.slug());

        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getString("workspace.slug")).isEqualTo(other.slug());
        assertThat(answer.jsonPath().getString("role")).isEqualTo("viewer");
        before.get("/api/v1/session").then().statusCode(401);
        var after = TestWorkspace.requestOf(answer.cookie("sightline_session"));
        assertThat(after.get("/api/v1/session").jsonPath().getString("workspace.slug"))
                .isEqualTo(other.slug());
    }

    @Test
    void signing_in_leads_where_the_person_was_last() {
        other.add(email, Role.VIEWER);
        move(TestWorkspace.requestOf(signInTo(workspace)), other.slug()).then().statusCode(200);

        var again = TestWorkspace.requestOf(TestWorkspace.signIn(email));

        assertThat(again.get("/api/v1/session").jsonPath().getString("workspace.slug"))
                .isEqualTo(other.slug());
    }

    @Test
    void nobody_gets_into_a_workspace_that_they_do_not_belong_to() {
        var session = TestWorkspace.requestOf(TestWorkspace.signIn(email));

        move(session, other.slug()).then().statusCode(404);
        move(session, "no-such-workspace").then().statusCode(404);
        session.get("/api/v1/session").then().statusCode(200);
    }

    @Test
    void whoever_makes_a_workspace_owns_it() {
        var session = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        String slug = "plant-" + workspace.slug();

        var made = create(session, "Plant " + workspace.slug());

        made.then().statusCode(201);
        assertThat(made.jsonPath().getString("slug")).isEqualTo(slug);
        assertThat(made.jsonPath().getString("role")).isEqualTo("owner");
        assertThat(session.get("/api/v1/workspaces").jsonPath().getList("workspaces.slug"))
                .containsExactlyInAnyOrder(workspace.slug(), slug);
        var there = TestWorkspace.requestOf(move(session, slug).cookie("sightline_session"));
        assertThat(there.get("/api/v1/audit-log").jsonPath().getList("entries.action"))
                .isEqualTo(List.of("workspace_created"));
        create(there, "Plant " + workspace.slug()).then().statusCode(409);
    }

    @Test
    void a_name_is_one_line() {
        create(workspace.as(Role.EDITOR), "mine\nand more").then().statusCode(422);
    }

    @Test
    void viewers_make_no_workspaces() {
        create(workspace.as(Role.VIEWER), "mine").then().statusCode(403);
    }

    private String signInTo(TestWorkspace wanted) {
        String session = TestWorkspace.signIn(email);
        var answer = move(TestWorkspace.requestOf(session), wanted.slug());
        return answer.cookie("sightline_session");
    }

    private static Response create(RequestSpecification session, String name) {
        return session.contentType(ContentType.JSON).body(Map.of("name", name)).post("/api/v1/workspaces");
    }

    private static Response move(RequestSpecification session, String slug) {
        return session.contentType(ContentType.JSON).body(Map.of("slug", slug)).put("/api/v1/session/workspace");
    }
}
