package dev.sightline.query.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.Role;
import dev.sightline.query.Inbox;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Somebody is invited by mail, accepts, and is a member. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class InvitationsTest {
    private static final String PASSWORD = "seven quiet otters swim north";

    private final TestWorkspace workspace = TestWorkspace.create();
    private final String guest = "guest-" + UUID.randomUUID() + "@example.com";

    @Test
    void who_is_new_accepts_with_name_and_password_and_is_signed_in() {
        var owner = workspace.as(Role.OWNER);
        invite(owner, guest, "editor").then().statusCode(201);
        String token = lastToken(guest, 1);

        var offer = post("look", Map.of("token", token));
        var answer = accept(token, "New Guest", PASSWORD);

        assertThat(offer.jsonPath().getString("email")).isEqualTo(guest);
        assertThat(offer.jsonPath().getString("workspace")).isEqualTo("Workspace of a test");
        assertThat(offer.jsonPath().getBoolean("is_known")).isFalse();
        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getString("role")).isEqualTo("editor");
        assertThat(answer.jsonPath().getString("workspace.slug")).isEqualTo(workspace.slug());
        given().cookie("sightline_session", answer.cookie("sightline_session"))
                .get("/api/v1/members")
                .then()
                .statusCode(200);
        assertThat(owner.get("/api/v1/invitations").jsonPath().getList("invitations"))
                .isEmpty();
        assertThat(owner.get("/api/v1/members").jsonPath().getList("members.email"))
                .contains(guest);
    }

    @Test
    void the_mail_says_who_invites_whereto_and_what_for() {
        invite(workspace.as(Role.OWNER), guest, "viewer").then().statusCode(201);

        lastToken(guest, 1);

        var mail = Inbox.of(guest).getFirst();
        assertThat(Inbox.subject(mail)).isEqualTo("Join Workspace of a test on Sightline");
        assertThat(Inbox.text(mail)).contains("Some One", "as viewer", "https://sightline.example/invitation#");
    }

    @Test
    void a_name_stands_in_the_mail_as_it_is_and_means_nothing_there() {
        TestEngines.postgres("UPDATE workspace SET name = ? WHERE id = ?", "<b>Nürnberg</b> & Co", workspace.id());
        invite(workspace.as(Role.OWNER), guest, "viewer").then().statusCode(201);

        lastToken(guest, 1);

        var mail = Inbox.of(guest).getFirst();
        assertThat(Inbox.subject(mail)).isEqualTo("Join <b>Nürnberg</b> & Co on Sightline");
        assertThat(Inbox.text(mail)).contains("the workspace <b>Nürnberg</b> & Co on");
        assertThat(Inbox.html(mail))
                .contains("&lt;b&gt;Nürnberg&lt;/b&gt; &amp; Co")
                .doesNotContain("<b>");
    }

    @Test
    void two_who_accept_the_same_at_once_make_one_account() throws Exception {
        invite(workspace.as(Role.OWNER), guest, "viewer");
        String token = lastToken(guest, 1);

        try (var both = Executors.newFixedThreadPool(2)) {
            Callable<Integer> one = () -> accept(token, "New Guest", PASSWORD).statusCode();
            var answers = both.invokeAll(List.of(one, one));

            assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                    .containsExactlyInAnyOrder(200, 410);
        }
        assertThat(TestEngines.number("SELECT count(*) FROM person WHERE email = '" + guest + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_link_works_once() {
        invite(workspace.as(Role.OWNER), guest, "viewer");
        String token = lastToken(guest, 1);
        accept(token, "New Guest", PASSWORD).then().statusCode(200);

        var again = accept(token, "Another", PASSWORD);

        again.then().statusCode(410).contentType("application/problem+json");
    }

    @Test
    void sent_again_the_first_link_opens_nothing_and_the_second_does() {
        var owner = workspace.as(Role.OWNER);
        String id = invite(owner, guest, "viewer").jsonPath().getString("id");
        String first = lastToken(guest, 1);

        owner.post("/api/v1/invitations/" + id + "/send-again").then().statusCode(200);
        String second = lastToken(guest, 2);

        accept(first, "New Guest", PASSWORD).then().statusCode(410);
        accept(second, "New Guest", PASSWORD).then().statusCode(200);
    }

    @Test
    void revoked_and_expired_invitations_open_nothing() {
        var owner = workspace.as(Role.OWNER);
        String id = invite(owner, guest, "viewer").jsonPath().getString("id");
        String token = lastToken(guest, 1);
        String late = "late-" + guest;
        invite(owner, late, "viewer");
        String lateToken = lastToken(late, 1);
        TestEngines.postgres("UPDATE invitation SET expires_at = now() - interval '1 second' WHERE email = ?", late);

        owner.delete("/api/v1/invitations/" + id).then().statusCode(204);

        accept(token, "New Guest", PASSWORD).then().statusCode(410);
        accept(lateToken, "New Guest", PASSWORD).then().statusCode(410);
        post("look", Map.of("token", lateToken)).then().statusCode(410);
    }

    @Test
    void a_made_up_or_changed_token_is_refused() {
        invite(workspace.as(Role.OWNER), guest, "viewer");
        String token = lastToken(guest, 1);

        for (String bad : List.of("", "x", "a.b", token + "x", token.substring(1), "." + token)) {
            post("look", Map.of("token", bad)).then().statusCode(404).contentType("application/problem+json");
        }
    }

    @Test
    void who_has_an_account_shows_that_it_is_theirs() {
        String known = TestWorkspace.create().person(Role.VIEWER);
        invite(workspace.as(Role.OWNER), known, "editor");
        String token = lastToken(known, 1);

        assertThat(post("look", Map.of("token", token)).jsonPath().getBoolean("is_known"))
                .isTrue();
        accept(token, "Thief", PASSWORD).then().statusCode(401);
        accept(token, "Ignored", TestWorkspace.PASSWORD).then().statusCode(200);
    }

    @Test
    void who_is_signed_in_accepts_without_a_password() {
        String known = TestWorkspace.create().person(Role.VIEWER);
        String session = TestWorkspace.signIn(known);
        invite(workspace.as(Role.OWNER), known, "editor");
        String token = lastToken(known, 1);

        var answer = given().cookie("sightline_session", session)
                .header("X-Sightline", "1")
                .contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/api/v1/invitations/accept");

        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getString("workspace.slug")).isEqualTo(workspace.slug());
    }

    @Test
    void weak_passwords_are_refused_in_words() {
        invite(workspace.as(Role.OWNER), guest, "viewer");
        String token = lastToken(guest, 1);

        for (String weak : List.of("short", "passwordpassword", "aaaaaaaaaaaaaaaa", guest, "x".repeat(73))) {
            var answer = accept(token, "New Guest", weak);

            answer.then().statusCode(422);
            assertThat(answer.jsonPath().getString("field")).isEqualTo("password");
            assertThat(answer.asString()).as("nobody repeats a password").doesNotContain("\"" + weak + "\"");
        }
        accept(token, "New Guest", PASSWORD).then().statusCode(200);
    }

    @Test
    void members_and_those_who_wait_are_not_invited_twice() {
        var owner = workspace.as(Role.OWNER);
        invite(owner, guest, "viewer").then().statusCode(201);

        invite(owner, guest.toUpperCase(Locale.ROOT), "viewer").then().statusCode(409);
        invite(owner, workspace.person(Role.VIEWER), "viewer").then().statusCode(409);
    }

    @Test
    void only_owners_invite() {
        for (Role role : List.of(Role.EDITOR, Role.VIEWER)) {
            invite(workspace.as(role), guest, "owner").then().statusCode(403);
        }
        assertThat(TestEngines.number("SELECT count(*) FROM invitation WHERE email = '" + guest + "'"))
                .isZero();
    }

    @Test
    void another_workspaces_invitations_can_be_neither_seen_nor_touched() {
        String id = invite(workspace.as(Role.OWNER), guest, "viewer").jsonPath().getString("id");
        var stranger = TestWorkspace.create().as(Role.OWNER);

        assertThat(stranger.get("/api/v1/invitations").jsonPath().getList("invitations"))
                .isEmpty();
        stranger.delete("/api/v1/invitations/" + id).then().statusCode(404);
        stranger.post("/api/v1/invitations/" + id + "/send-again").then().statusCode(404);
    }

    @Test
    void bad_input_is_refused_by_name() {
        var owner = workspace.as(Role.OWNER);

        for (String email : List.of("", "no address", "a@b c", "a@b,c@d", "<a@b>")) {
            var answer = invite(owner, email, "viewer");
            answer.then().statusCode(422);
            assertThat(answer.jsonPath().getString("field")).isEqualTo("email");
        }
        assertThat(invite(owner, guest, "king").jsonPath().getString("field")).isEqualTo("role");
    }

    @Test
    void a_name_is_one_line() {
        invite(workspace.as(Role.OWNER), guest, "viewer");

        var answer = accept(lastToken(guest, 1), "Some\r\nBcc: everybody@example.com", PASSWORD);

        answer.then().statusCode(422);
        assertThat(answer.jsonPath().getString("field")).isEqualTo("name");
    }

    private static Response invite(RequestSpecification owner, String email, String role) {
        return owner.contentType(ContentType.JSON)
                .body(Map.of("email", email, "role", role))
                .post("/api/v1/invitations");
    }

    private static Response accept(String token, String name, String password) {
        return post("accept", Map.of("token", token, "name", name, "password", password));
    }

    private static Response post(String what, Map<String, String> body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/invitations/" + what);
    }

    /** What stands behind the # in the link of somebody's n-th mail. */
    private static String lastToken(String email, int mails) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Inbox.of(email)).hasSize(mails));
        String link = Inbox.link(Inbox.of(email).getLast());
        return link.substring(link.indexOf('#') + 1);
    }
}
