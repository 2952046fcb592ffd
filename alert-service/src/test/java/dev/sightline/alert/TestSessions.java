package dev.sightline.alert;

import static org.awaitility.Awaitility.await;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Session tokens as query-service signs them. */
public final class TestSessions {
    private TestSessions() {}

    public static String of(String workspace) {
        return signed(workspace, Engines.SESSION_SECRET, Duration.ofHours(1));
    }

    /** The token of a session, as it was when the session had this revision. */
    public static String of(String workspace, UUID session, int revision) {
        return token(workspace, Role.EDITOR)
                .claim(Session.ID_CLAIM, session.toString())
                .claim(Session.REVISION_CLAIM, revision)
                .expiresIn(Duration.ofHours(1))
                .signWithSecret(Engines.SESSION_SECRET);
    }

    /** A token from before sessions had ids. */
    public static String withoutId(String workspace) {
        return token(workspace, Role.EDITOR).expiresIn(Duration.ofHours(1)).signWithSecret(Engines.SESSION_SECRET);
    }

    /** Of somebody who may change rules, from our own page. */
    public static RequestSpecification editor(String workspace, String email) {
        return as(workspace, email, Role.EDITOR);
    }

    /** Of somebody who is told when the monitoring itself is in trouble. */
    public static RequestSpecification owner(String workspace, String email) {
        return as(workspace, email, Role.OWNER);
    }

    /** Of somebody who may look only. */
    public static RequestSpecification viewer(String workspace) {
        return as(workspace, "viewer@example.com", Role.VIEWER);
    }

    private static RequestSpecification as(String workspace, String email, Role role) {
        String token = token(workspace, role)
                .claim(Session.ID_CLAIM, UUID.randomUUID().toString())
                .claim(Session.REVISION_CLAIM, 0)
                .claim(Session.EMAIL_CLAIM, email)
                .expiresIn(Duration.ofHours(1))
                .signWithSecret(Engines.SESSION_SECRET);
        return RestAssured.given()
                .cookie(Session.COOKIE, token)
                .header("X-Sightline", "1")
                .contentType(ContentType.JSON);
    }

    public static String expired(String workspace) {
        return signed(workspace, Engines.SESSION_SECRET, Duration.ofHours(-1));
    }

    public static String forged(String workspace) {
        return signed(workspace, "a secret that somebody else made up", Duration.ofHours(1));
    }

    private static String signed(String workspace, String secret, Duration validFor) {
        return token(workspace, Role.VIEWER)
                .claim(Session.ID_CLAIM, UUID.randomUUID().toString())
                .claim(Session.REVISION_CLAIM, 0)
                .expiresIn(validFor)
                .signWithSecret(secret);
    }

    private static JwtClaimsBuilder token(String workspace, Role role) {
        awaitEndedSessions();
        return Jwt.issuer(Session.ISSUER)
                .subject("a-person")
                .claim(Session.WORKSPACE_CLAIM, workspace)
                .claim(Session.ROLES_CLAIM, Set.of(role.id()));
    }

    /** Before they are read nobody is let in, which a test that comes first would meet. */
    private static void awaitEndedSessions() {
        await("ended sessions are known")
                .atMost(Duration.ofSeconds(60))
                .until(() -> "UP"
                        .equals(RestAssured.get("/q/health/ready")
                                .jsonPath()
                                .getString("checks.find { it.name == 'sessions' }.status")));
    }
}
