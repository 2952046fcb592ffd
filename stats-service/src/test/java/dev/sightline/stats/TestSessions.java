package dev.sightline.stats;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Session tokens as query-service signs them. */
public final class TestSessions {
    public static final String SECRET = "a secret of at least thirty-two characters";

    private TestSessions() {}

    public static String of(String workspace, Role role) {
        return signed(workspace, role, UUID.randomUUID(), 0, SECRET);
    }

    /** The token of an owner's session, as it was when the session had this revision. */
    public static String of(String workspace, UUID session, int revision) {
        return signed(workspace, Role.OWNER, session, revision, SECRET);
    }

    public static String forged(String workspace) {
        return signed(workspace, Role.OWNER, UUID.randomUUID(), 0, "a secret that somebody else has made up");
    }

    private static String signed(String workspace, Role role, UUID session, int revision, String secret) {
        return Jwt.issuer(Session.ISSUER)
                .subject("a-person")
                .claim(Session.ID_CLAIM, session.toString())
                .claim(Session.REVISION_CLAIM, revision)
                .claim(Session.WORKSPACE_CLAIM, workspace)
                .claim(Session.ROLES_CLAIM, Set.of(role.id()))
                .expiresIn(Duration.ofHours(1))
                .signWithSecret(secret);
    }
}
