package dev.sightline.stats;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;

/** Session tokens as query-service signs them. */
public final class TestSessions {
    public static final String SECRET = "a secret of at least thirty-two characters";

    private TestSessions() {}

    public static String of(String workspace, Role role) {
        return signed(workspace, role, SECRET);
    }

    public static String forged(String workspace) {
        return signed(workspace, Role.OWNER, "a secret that somebody else has made up");
    }

    private static String signed(String workspace, Role role, String secret) {
        return Jwt.issuer(Session.ISSUER)
                .subject("a-person")
                .claim(Session.WORKSPACE_CLAIM, workspace)
                .claim(Session.ROLES_CLAIM, Set.of(role.id()))
                .expiresIn(Duration.ofHours(1))
                .signWithSecret(secret);
    }
}
