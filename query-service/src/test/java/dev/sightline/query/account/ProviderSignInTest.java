package dev.sightline.query.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sightline.contract.access.OpenIdProvider;
import dev.sightline.contract.access.Role;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import dev.sightline.query.oidc.SignInFlow;
import dev.sightline.query.signature.Signatures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in by a real OpenID provider, where people have to be invited and have e-mails of example.com. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
@TestProfile(ProviderSignInTest.InvitationOnly.class)
class ProviderSignInTest {
    private static final String PUBLIC = Acme.PUBLIC;

    private final Signatures signatures;
    private final TestWorkspace workspace = TestWorkspace.create();
    private final String email = UUID.randomUUID() + "@example.com";

    ProviderSignInTest(Signatures signatures) {
        this.signatures = signatures;
    }

    @Test
    void who_is_invited_comes_in_and_lands_where_they_wanted_to_go() {
        invite(email, "editor");

        var entered = Acme.signIn(email, "/devices?range=24h");

        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.header("Location")).isEqualTo(PUBLIC + "/devices?range=24h");
        assertThat(entered.headers().getValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("sightline_session=") && cookie.contains("HttpOnly"))
                .anyMatch(cookie -> cookie.startsWith("sightline_sign_in=;"));
        var session = TestWorkspace.requestOf(entered.cookie("sightline_session"));
        session.get("/api/v1/session")
                .then()
                .body("person.email", equalTo(email))
                .body("person.name", equalTo("Pat Provided"))
                .body("role", equalTo("editor"))
                .body("workspace.slug", equalTo(workspace.slug()));
        assertThat(workspace.as(Role.OWNER).get("/api/v1/audit-log").jsonPath().getList("entries.action"))
                .contains("member_joined", "provider_linked");
        session.delete("/api/v1/session").then().statusCode(204);
        session.get("/api/v1/session").then().statusCode(401);
    }

    @Test
    void who_has_an_account_keeps_it_and_its_password() {
        String known = workspace.person(Role.OWNER);

        var entered = Acme.signIn(known, "/");

        assertThat(personOf(entered)).isEqualTo(TestWorkspace.personId(known));
        assertThat(TestWorkspace.signIn(known)).isNotEmpty();
    }

    @Test
    void the_second_time_the_subject_counts_and_not_the_email() {
        String known = workspace.person(Role.VIEWER);
        String subject = "employee-" + UUID.randomUUID();
        Acme.signIn(subject + " " + known, "/");

        var entered = Acme.signIn(subject + " " + UUID.randomUUID() + "@example.com", "/");

        assertThat(personOf(entered)).isEqualTo(TestWorkspace.personId(known));
    }

    @Test
    void an_email_that_was_given_to_somebody_else_does_not_open_the_account() {
        String known = workspace.person(Role.OWNER);
        Acme.signIn("employee-1-" + UUID.randomUUID() + " " + known, "/");

        var refused = Acme.signIn("employee-2-" + UUID.randomUUID() + " " + known, "/");

        assertRefused(refused, "linked-to-another");
    }

    @Test
    void who_is_not_invited_stays_out_and_leaves_nothing_behind() {
        assertRefused(Acme.signIn(email, "/"), "not-invited");

        assertThat(TestEngines.number("SELECT count(*) FROM person WHERE email = '" + email + "'"))
                .isZero();
    }

    @Test
    void who_was_removed_stays_out_until_invited_again() {
        invite(email, "viewer");
        String person = personOf(Acme.signIn(email, "/"));
        workspace.as(Role.OWNER).delete("/api/v1/members/" + person).then().statusCode(204);

        assertRefused(Acme.signIn(email, "/"), "not-invited");
        invite(email, "viewer");

        assertThat(personOf(Acme.signIn(email, "/"))).isEqualTo(person);
    }

    @Test
    void an_email_that_the_provider_has_not_verified_opens_nothing() {
        String unverified = "unverified-" + email;
        invite(unverified, "viewer");

        assertRefused(Acme.signIn(unverified, "/"), "email-not-verified");
    }

    @Test
    void another_domain_is_refused_even_with_an_invitation() {
        String elsewhere = UUID.randomUUID() + "@example.com.evil.example";
        invite(elsewhere, "viewer");

        assertRefused(Acme.signIn(elsewhere, "/"), "other-domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience", "issuer", "nonce", "expired", "key", "secret", "other"})
    void what_is_forged_is_refused(String lie) {
        String invited = lie + "-" + email;
        invite(invited, "owner");

        assertRefused(Acme.signIn(invited, "/"), "forged");
    }

    @Test
    void an_email_may_stand_in_the_token_itself() {
        String told = "told-" + email;
        invite(told, "viewer");

        assertThat(personOf(Acme.signIn(told, "/"))).isEqualTo(TestWorkspace.personId(told));
    }

    @Test
    void an_answer_is_good_in_the_browser_that_asked_and_for_its_own_question() {
        invite(email, "viewer");
        var asked = Acme.begin("/");
        var answer = Acme.provider().signIn(Acme.addressOf(asked), email);
        String another = Acme.begin("/").cookie("sightline_sign_in");

        for (String cookie : List.of("", another, tampered(asked.cookie("sightline_sign_in")), old(answer))) {
            assertRefused(Acme.finish(answer.getRawQuery(), cookie), "stale");
        }
        assertRefused(
                Acme.finish(
                        answer.getRawQuery().replaceAll("state=[^&]+", "state=x"), asked.cookie("sightline_sign_in")),
                "stale");
        assertThat(personOf(Acme.finish(answer.getRawQuery(), asked.cookie("sightline_sign_in"))))
                .as("the answer itself is good")
                .isEqualTo(TestWorkspace.personId(email));
    }

    @Test
    void a_code_is_good_once() {
        invite(email, "viewer");
        var asked = Acme.begin("/");
        var answer = Acme.provider().signIn(Acme.addressOf(asked), email);
        assertThat(Acme.finish(answer.getRawQuery(), asked.cookie("sightline_sign_in"))
                        .header("Location"))
                .isEqualTo(PUBLIC + "/");

        assertRefused(Acme.finish(answer.getRawQuery(), asked.cookie("sightline_sign_in")), "stale");
    }

    @Test
    void a_code_that_was_meant_for_another_browser_is_worth_nothing() {
        invite(email, "viewer");
        var stolen = Acme.provider().signIn(Acme.addressOf(Acme.begin("/")), email);
        var asked = Acme.begin("/");
        var own = Acme.provider().signIn(Acme.addressOf(asked), "somebody@example.com");

        var refused = Acme.finish(
                own.getRawQuery().replaceAll("code=[^&]+", "code=" + parameter(stolen, "code")),
                asked.cookie("sightline_sign_in"));

        assertRefused(refused, "stale");
    }

    @Test
    void an_answer_of_another_provider_is_refused() {
        var asked = Acme.begin("/");
        var answer = Acme.provider().signIn(Acme.addressOf(asked), email);

        assertRefused(
                Acme.finish(
                        answer.getRawQuery().replaceAll("iss=[^&]+", "iss=https%3A%2F%2Fanother.example"),
                        asked.cookie("sightline_sign_in")),
                "forged");
    }

    @Test
    void who_changes_their_mind_is_back_at_the_sign_in() {
        var asked = Acme.begin("/devices");

        var refused = Acme.finish(
                Acme.provider().cancel(Acme.addressOf(asked)).getRawQuery(), asked.cookie("sightline_sign_in"));

        assertThat(refused.header("Location")).isEqualTo(PUBLIC + "/sign-in?problem=denied&return=%2Fdevices");
    }

    @Test
    void a_provider_that_is_away_is_said_to_be() {
        var asked = Acme.begin("/");
        var answer = Acme.provider().signIn(Acme.addressOf(asked), email);
        Acme.provider().close();
        try {
            assertRefused(Acme.finish(answer.getRawQuery(), asked.cookie("sightline_sign_in")), "away");
        } finally {
            Acme.provider().startAgain();
        }
    }

    @Test
    void the_question_is_bound_to_the_browser_and_its_code_to_us() {
        var asked = given().redirects()
                .follow(false)
                .header("X-Forwarded-Proto", "https")
                .get("/api/v1/sign-in/provider");

        assertThat(asked.header("Set-Cookie"))
                .startsWith("sightline_sign_in=")
                .contains("HttpOnly", "SameSite=Lax", "Secure", "Path=/api/v1/sign-in/provider", "Max-Age=600");
        assertThat(asked.header("Cache-Control")).isEqualTo("no-store");
        var address = Acme.addressOf(asked);
        assertThat(parameter(address, "code_challenge_method")).isEqualTo("S256");
        assertThat(parameter(address, "code_challenge")).hasSize(43);
        assertThat(parameter(address, "state")).hasSizeGreaterThan(40);
        assertThat(parameter(address, "nonce")).hasSizeGreaterThan(40);
        assertThat(address.toString()).doesNotContain(OpenIdProvider.CLIENT_SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "evil",
                "/a\r\nSet-Cookie: x=y",
                "/a b",
                "javascript:alert(1)",
                ""
            })
    void afterwards_no_address_leads_anywhere_else(String wanted) {
        String known = workspace.person(Role.VIEWER);

        assertThat(Acme.signIn(known, wanted).header("Location")).isEqualTo(PUBLIC + "/");
    }

    @Test
    void the_sign_in_page_is_told_of_the_provider() {
        given().get("/api/v1/sign-in")
                .then()
                .statusCode(200)
                .body("provider.name", equalTo("Acme"))
                .body("provider.start_url", equalTo(PUBLIC + "/api/v1/sign-in/provider"));
    }

    private void invite(String invited, String role) {
        workspace
                .as(Role.OWNER)
                .contentType(ContentType.JSON)
                .body(Map.of("email", invited, "role", role))
                .post("/api/v1/invitations")
                .then()
                .statusCode(201);
    }

    private static String parameter(URI address, String name) {
        return address.getRawQuery().replaceAll("^(?:.*&)?" + name + "=([^&]*).*$", "$1");
    }

    private static String tampered(String cookie) {
        return (cookie.startsWith("A") ? "B" : "A") + cookie.substring(1);
    }

    /** A question that was asked too long ago, with the answer's own state. */
    private String old(URI answer) {
        return new SignInFlow(Instant.parse("2020-01-01T00:00:00Z"), parameter(answer, "state"), "n", "v", "/")
                .signed(signatures);
    }

    private static String personOf(Response entered) {
        assertThat(entered.header("Location")).startsWith(PUBLIC + "/").doesNotContain("problem");
        return TestWorkspace.requestOf(entered.cookie("sightline_session"))
                .get("/api/v1/session")
                .jsonPath()
                .getString("person.id");
    }

    private static void assertRefused(Response answer, String problem) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo(PUBLIC + "/sign-in?problem=" + problem);
        assertThat(answer.cookie("sightline_session")).isNull();
    }

    /** Only who is invited, and has an e-mail of the company. */
    public static class InvitationOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("query.oidc.domains", "example.com, example.org");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Acme.class));
        }
    }
}
