package dev.sightline.alert;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;

/** Session tokens as query-service signs them. */
public final class TestSessions {
    private TestSessions() {}

    public static String of(String workspace) {
        return signed(workspace, Engines.SESSION_SECRET, Duration.ofHours(1));
    }

    public static String expired(String workspace) {
        return signed(workspace, Engines.SESSION_SECRET, Duration.ofHours(-1));
    }

    public static String forged(String workspace) {
        return signed(workspace, "a secret that somebody else made up", Duration.ofHours(1));
    }

    private static String signed(String workspace, String secret, Duration validFor) {
        return Jwt.issuer(Session.ISSUER)
                .subject("a-person")
                .claim(Session.WORKSPACE_CLAIM, workspace)
                .claim(Session.ROLES_CLAIM, Set.of(Role.VIEWER.id()))
                .expiresIn(validFor)
                .signWithSecret(secret);
    }
}
