package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** People come by a mail, may what their role says, and go, in every service that a browser reaches. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "seven quiet otters swim north";

    private final Sightline owner;

    PeopleTest(Sightline owner) {
        this.owner = owner;
    }

    @Test
    void who_is_invited_by_mail_may_what_the_role_says_and_is_out_when_removed() {
        String email = "viewer-" + UUID.randomUUID() + "@example.com";
        String token = invite(email, "viewer");
        assertThat(accept(owner.inAnotherBrowser(), token)).isEqualTo(200);
        var viewer = owner.inAnotherBrowser();
        viewer.signIn(email, PASSWORD);

        assertThat(viewer.get("/session").get("role").asText()).isEqualTo("viewer");
        // One of each service behind the dashboard.
        for (String path : new String[] {"/overview", "/alert-rules", "/operations/integrity"}) {
            assertThat(status(viewer, "GET", path, "")).as("GET %s", path).isEqualTo(200);
        }
        assertThat(status(viewer, "POST", "/api-keys", "{\"name\":\"mine\",\"scopes\":[\"read\"]}"))
                .isEqualTo(403);
        assertThat(status(viewer, "POST", "/alert-rules", "{}")).isEqualTo(403);
        assertThat(status(viewer, "GET", "/operations/dead-letters", "")).isEqualTo(403);

        assertThat(status(owner, "DELETE", "/members/" + idOf(email), "")).isEqualTo(204);

        assertThat(status(viewer, "GET", "/overview", "")).as("at once").isEqualTo(401);
        awaitRefusal(viewer, "/alert-rules");
        awaitRefusal(viewer, "/operations/integrity");
        assertThat(accept(owner.inAnotherBrowser(), token)).as("the link again").isEqualTo(410);
        assertThat(status(owner, "GET", "/overview", "")).as("the owner").isEqualTo(200);
    }

    @Test
    void a_role_that_is_taken_away_is_gone_in_every_service() {
        String email = "editor-" + UUID.randomUUID() + "@example.com";
        var editor = owner.inAnotherBrowser();
        accept(editor, invite(email, "editor"));
        // A rule without anything in it, of somebody who may make rules.
        assertThat(status(editor, "POST", "/alert-rules", "{}")).isEqualTo(422);

        assertThat(status(owner, "PUT", "/members/" + idOf(email), "{\"role\":\"viewer\"}"))
                .isEqualTo(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(editor, "POST", "/alert-rules", "{}"))
                        .as("with the token of an editor")
                        .isEqualTo(401));
        assertThat(editor.get("/session").get("role").asText()).isEqualTo("viewer");
        assertThat(status(editor, "POST", "/alert-rules", "{}"))
                .as("with the token that came with this answer")
                .isEqualTo(403);
    }

    @Test
    void who_is_invited_signs_in_by_the_provider_and_others_are_told_what_to_do() {
        String email = "provided-" + UUID.randomUUID() + "@example.com";
        owner.create("/invitations", body(Map.of("email", email, "role", "viewer")));
        try (var browser = new Browser(owner)) {
            browser.signInByProvider(email);
            browser.page()
                    .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview"))
                    .waitFor();
            assertThat(member(email).get("role").asText()).isEqualTo("viewer");

            assertThat(refusal(browser, "uninvited-" + email)).contains("Ask an owner");
            // The console is not asked: the provider's own pages lack an icon, which it calls an error.
            assertThat(refusal(browser, "unverified-" + email)).contains("Confirm it in your account");
        }
    }

    /** What the sign-in page says to somebody, in a browser on a phone that knows nobody. */
    private static String refusal(Browser browser, String who) {
        browser.resized(390, 844, ColorScheme.DARK).signInByProvider(who);
        return browser.page().getByRole(AriaRole.ALERT).innerText();
    }

    /** What stands behind the # in the link of the mail. */
    private String invite(String email, String role) {
        owner.create("/invitations", body(Map.of("email", email, "role", role)));
        var inbox = new Inbox(owner);
        await("a mail to " + email)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inbox.of(email)).hasSize(1));
        String link = inbox.of(email).getFirst().link("http://localhost");
        assertThat(link).contains("/invitation#");
        return link.substring(link.indexOf('#') + 1);
    }

    private static int accept(Sightline browser, String token) {
        return status(
                browser,
                "POST",
                "/invitations/accept",
                body(Map.of("token", token, "name", "New Person", "password", PASSWORD)));
    }

    private String idOf(String email) {
        return member(email).get("person_id").asText();
    }

    private JsonNode member(String email) {
        for (JsonNode member : owner.get("/members").get("members")) {
            if (member.get("email").asText().equals(email)) {
                return member;
            }
        }
        throw new AssertionError(email + " is no member");
    }

    private static void awaitRefusal(Sightline browser, String path) {
        await("GET " + path + " is refused")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status(browser, "GET", path, "")).isEqualTo(401));
    }

    private static int status(Sightline browser, String method, String path, String body) {
        return browser.ask(method, browser.system().dashboardUrl() + "/api/v1" + path, body)
                .statusCode();
    }

    private static String body(Map<String, String> fields) {
        return Sightline.JSON.valueToTree(fields).toString();
    }
}
