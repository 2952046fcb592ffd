package dev.sightline.stats.access;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.stats.StatsConfig;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the sessions that query-service signs. */
@ApplicationScoped
class Sessions {
    // HS256 wants a key as long as its hash.
    private static final int SHORTEST_SECRET = 32;

    private final JWTParser parser;
    private final VoidedSessions voided;

    Sessions(StatsConfig config, VoidedSessions voided) {
        this.voided = voided;
        String secret = config.sessionSecret();
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("stats.session-secret (SIGHTLINE_SESSION_SECRET) must have at least "
                    + SHORTEST_SECRET + " characters, got " + secret.length());
        }
        var info = new JWTAuthContextInfo();
        info.setSecretVerificationKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        // Named, so that a token cannot choose its own algorithm.
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        info.setIssuedBy(Session.ISSUER);
        parser = new DefaultJWTParser(info);
    }

    /** Empty when the token is not ours, was tampered with, or has expired, and when its session has ended. */
    Optional<Caller.Member> verify(String token) {
        try {
            return Optional.of(parser.parse(token)).filter(this::holds).flatMap(Sessions::memberOf);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private boolean holds(JsonWebToken token) {
        String id = token.getClaim(Session.ID_CLAIM);
        Object revision = token.getClaim(Session.REVISION_CLAIM);
        return id != null && !voided.contains(id, revision == null ? 0 : Integer.parseInt(revision.toString()));
    }

    private static Optional<Caller.Member> memberOf(JsonWebToken token) {
        String workspace = token.getClaim(Session.WORKSPACE_CLAIM);
        if (workspace == null || workspace.isEmpty() || token.getSubject() == null) {
            return Optional.empty();
        }
        return Arrays.stream(Role.values())
                .filter(role -> token.getGroups().contains(role.id()))
                .findFirst()
                .map(role -> new Caller.Member(workspace, token.getSubject(), role));
    }
}
