package dev.sightline.query.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signing in by a provider where the operator opened a workspace for whoever it knows. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
@TestProfile(OpenWorkspaceTest.Opened.class)
class OpenWorkspaceTest {
    @Test
    void who_is_new_joins_it_with_the_role_that_it_is_open_for() {
        var entered = Acme.signIn(UUID.randomUUID() + "@anywhere.example", "/");

        TestWorkspace.requestOf(entered.cookie("sightline_session"))
                .get("/api/v1/session")
                .then()
                .body("workspace.slug", equalTo("first"))
                .body("role", equalTo("editor"));
    }

    @Test
    void who_was_removed_from_everywhere_does_not_come_back_by_it() {
        var workspace = TestWorkspace.create();
        String email = workspace.person(Role.VIEWER);
        Acme.signIn(email, "/");
        TestEngines.postgres("DELETE FROM membership WHERE workspace_id = ?", workspace.id());

        var refused = Acme.signIn(email, "/");

        assertThat(refused.header("Location")).isEqualTo(Acme.PUBLIC + "/sign-in?problem=not-invited");
    }

    /** The workspace of the first start is open, for editors. */
    public static class Opened implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("query.oidc.workspace", "first", "query.oidc.role", "editor");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Acme.class));
        }
    }
}
