package dev.sightline.query.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class AuditLogTest {
    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void a_change_says_who_when_what_and_from_where() {
        var owner = workspace.as(Role.OWNER);

        String id = createKey(owner.header("X-Forwarded-For", "203.0.113.5"), "cameras");
        owner.delete("/api/v1/api-keys/" + id).then().statusCode(204);

        var log = owner.get("/api/v1/audit-log").jsonPath();
        assertThat(log.getList("entries.action")).isEqualTo(List.of("api_key_revoked", "api_key_created"));
        assertThat(log.getString("entries[1].subject")).isEqualTo("cameras");
        assertThat(log.getString("entries[1].detail")).isEqualTo("read");
        assertThat(log.getString("entries[1].person")).endsWith("@example.com");
        assertThat(log.getString("entries[1].address")).isEqualTo("203.0.113.5");
        assertThat(log.<Object>get("entries[1].api_key")).isNull();
    }

    @Test
    void a_program_is_named_by_its_key() {
        var program = given().header("X-API-Key", workspace.key("read", "admin"));

        createKey(program, "made by a program");

        var log = workspace.as(Role.OWNER).get("/api/v1/audit-log").jsonPath();
        assertThat(log.getString("entries[0].api_key")).isEqualTo("a key");
        assertThat(log.<Object>get("entries[0].person")).isNull();
    }

    @Test
    void pages_show_every_entry_once() {
        var owner = workspace.as(Role.OWNER);
        for (int i = 0; i < 5; i++) {
            createKey(owner, "key " + i);
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            var page = page(owner, cursor);
            seen.addAll(page.getList("entries.subject"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        assertThat(seen).containsExactly("key 4", "key 3", "key 2", "key 1", "key 0");
    }

    @Test
    void only_owners_read_it() {
        workspace.as(Role.EDITOR).get("/api/v1/audit-log").then().statusCode(403);
        workspace.asProgram().get("/api/v1/audit-log").then().statusCode(403);
    }

    @Test
    void another_workspaces_cursor_opens_nothing() {
        var owner = workspace.as(Role.OWNER);
        for (int i = 0; i < 3; i++) {
            createKey(owner, "key " + i);
        }
        String cursor = page(owner, null).getString("next_cursor");

        TestWorkspace.create()
                .as(Role.OWNER)
                .queryParam("cursor", cursor)
                .get("/api/v1/audit-log")
                .then()
                .statusCode(422);
    }

    @Test
    void a_change_that_fails_leaves_no_entry() {
        var owner = workspace.as(Role.OWNER);
        String id = owner.get("/api/v1/session").jsonPath().getString("person.id");

        owner.delete("/api/v1/members/" + id).then().statusCode(409);

        assertThat(owner.get("/api/v1/audit-log").jsonPath().getList("entries")).isEmpty();
    }

    private static JsonPath page(RequestSpecification owner, @Nullable String cursor) {
        var request = given().spec(owner).queryParam("limit", 2);
        return (cursor == null ? request : request.queryParam("cursor", cursor))
                .get("/api/v1/audit-log")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String createKey(RequestSpecification request, String name) {
        return given().spec(request)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "scopes", List.of("read")))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }
}
