package dev.sightline.query.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.SessionVoided;
import dev.sightline.contract.access.WorkspaceMemberPublished;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestTopic;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class MembersTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void members_are_listed_owners_first() {
        workspace.person(Role.VIEWER);
        var owner = workspace.as(Role.OWNER);

        var roles = owner.get("/api/v1/members").jsonPath().getList("members.role");

        assertThat(roles).isEqualTo(List.of("owner", "viewer"));
    }

    @Test
    void a_new_role_holds_at_once_in_sessions_that_are_open() {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.OWNER);
        var other = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        other.get("/api/v1/audit-log").then().statusCode(200);

        changeRole(owner, idOf(owner, email), "viewer").then().statusCode(200);

        other.get("/api/v1/audit-log").then().statusCode(403);
        assertThat(other.get("/api/v1/session").jsonPath().getString("role")).isEqualTo("viewer");
    }

    @Test
    void who_is_removed_is_out_at_once() {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.EDITOR);
        var removed = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        removed.get("/api/v1/members").then().statusCode(200);

        owner.delete("/api/v1/members/" + idOf(owner, email)).then().statusCode(204);

        removed.get("/api/v1/members").then().statusCode(401);
        assertThat(owner.get("/api/v1/members").jsonPath().getList("members.email"))
                .doesNotContain(email);
    }

    @Test
    void views_of_somebody_removed_wait_until_they_come_back() {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.VIEWER);
        TestWorkspace.requestOf(TestWorkspace.signIn(email))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "errors", "search", "is_error=true"))
                .post("/api/v1/saved-views")
                .then()
                .statusCode(200);

        owner.delete("/api/v1/members/" + idOf(owner, email)).then().statusCode(204);
        workspace.add(email, Role.VIEWER);

        var back = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        assertThat(back.get("/api/v1/saved-views").jsonPath().getList("saved_views.name"))
                .isEqualTo(List.of("errors"));
    }

    @Test
    void the_last_owner_can_neither_go_nor_step_down() {
        var owner = workspace.as(Role.OWNER);
        workspace.person(Role.EDITOR);
        String id = owner.get("/api/v1/session").jsonPath().getString("person.id");

        owner.delete("/api/v1/members/" + id).then().statusCode(409).contentType("application/problem+json");
        changeRole(owner, id, "editor").then().statusCode(409);
    }

    @Test
    void two_owners_who_remove_each_other_at_once_leave_one() throws InterruptedException {
        var first = workspace.as(Role.OWNER);
        var second = workspace.as(Role.OWNER);
        String firstId = first.get("/api/v1/session").jsonPath().getString("person.id");
        String secondId = second.get("/api/v1/session").jsonPath().getString("person.id");

        List<Callable<Response>> removals = List.of(
                () -> first.delete("/api/v1/members/" + secondId), () -> second.delete("/api/v1/members/" + firstId));
        try (var both = Executors.newFixedThreadPool(2)) {
            both.invokeAll(removals);
        }

        assertThat(TestEngines.number("SELECT count(*) FROM membership WHERE role = 'OWNER' AND workspace_id = '"
                        + workspace.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void everybody_may_leave_and_only_owners_remove() {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.VIEWER);
        var viewer = TestWorkspace.requestOf(TestWorkspace.signIn(email));
        String ownerId = owner.get("/api/v1/session").jsonPath().getString("person.id");

        viewer.delete("/api/v1/members/" + ownerId).then().statusCode(403);
        changeRole(viewer, idOf(owner, email), "owner").then().statusCode(403);
        viewer.delete("/api/v1/members/" + idOf(owner, email)).then().statusCode(204);
    }

    @Test
    void another_workspaces_members_cannot_be_touched() {
        var owner = workspace.as(Role.OWNER);
        String id = owner.get("/api/v1/session").jsonPath().getString("person.id");
        var stranger = TestWorkspace.create().as(Role.OWNER);

        stranger.delete("/api/v1/members/" + id).then().statusCode(404);
        changeRole(stranger, id, "viewer").then().statusCode(404);
    }

    @Test
    void other_services_are_told_who_belongs_here() throws InvalidProtocolBufferException {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.VIEWER);
        String id = idOf(owner, email);
        String key = workspace.slug() + "/" + id;

        changeRole(owner, id, "editor").then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(TestTopic.of("workspace-members", key)).isNotEmpty());
        var told = WorkspaceMemberPublished.parseFrom(
                TestTopic.of("workspace-members", key).getLast().orElseThrow());
        owner.delete("/api/v1/members/" + id).then().statusCode(204);

        assertThat(told.getEmail()).isEqualTo(email);
        assertThat(told.getName()).isEqualTo("Some One");
        assertThat(told.getRole()).isEqualTo("editor");
        assertThat(told.getWorkspace()).isEqualTo(workspace.slug());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(TestTopic.of("workspace-members", key).getLast())
                                .as("a tombstone")
                                .isEmpty());
    }

    @Test
    void other_services_are_told_which_tokens_to_refuse() throws InvalidProtocolBufferException {
        var owner = workspace.as(Role.OWNER);
        String email = workspace.person(Role.VIEWER);
        String session = TestWorkspace.sessionId(TestWorkspace.signIn(email));

        changeRole(owner, idOf(owner, email), "editor").then().statusCode(200);
        var raised = lastVoided(session);
        owner.delete("/api/v1/members/" + idOf(owner, email)).then().statusCode(204);
        var ended = await().atMost(Duration.ofSeconds(20)).until(() -> lastVoided(session), SessionVoided::getEnded);

        assertThat(raised.getLowestRevision()).isEqualTo(1);
        assertThat(raised.getEnded()).isFalse();
        assertThat(ended.getSessionId()).isEqualTo(session);
    }

    private static SessionVoided lastVoided(String session) throws InvalidProtocolBufferException {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(TestTopic.of("sessions", session)).isNotEmpty());
        return SessionVoided.parseFrom(
                TestTopic.of("sessions", session).getLast().orElseThrow());
    }

    private static Response changeRole(RequestSpecification request, String id, String role) {
        return request.contentType(ContentType.JSON).body(Map.of("role", role)).put("/api/v1/members/" + id);
    }

    private static String idOf(RequestSpecification request, String email) {
        String id = request.get("/api/v1/members")
                .jsonPath()
                .getString("members.find { it.email == '" + email + "' }.person_id");
        return UUID.fromString(id).toString();
    }
}
