package dev.sightline.query.session;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.query.QueryConfig;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Signed tokens that say which session a request belongs to; verified by every service with the same secret. */
// At start, so that a secret that is too short shows there and not at the first sign-in.
@Startup
@ApplicationScoped
public class SessionTokens {
    public static final Duration LIFETIME = Duration.ofDays(30);

    private static final Logger log = Logger.getLogger(SessionTokens.class);

    // HS256 wants a key as long as its hash.
    private static final int SHORTEST_SECRET = 32;

    private final JWTParser parser;
    private final Clock clock;
    private final String secret;

    SessionTokens(JWTParser parser, Clock clock, QueryConfig config) {
        this.parser = parser;
        this.clock = clock;
        this.secret = config.sessionSecret();
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalStateException("query.session-secret (SIGHTLINE_SESSION_SECRET) must have at least "
                    + SHORTEST_SECRET + " characters, got " + secret.length());
        }
    }

    /** A token of a session, as the session is now. */
    public String issue(OpenSession session, String workspace, Role role, String email) {
        var now = clock.instant();
        return Jwt.issuer(Session.ISSUER)
                .subject(session.personId().toString())
                .claim(Session.ID_CLAIM, session.id().toString())
                .claim(Session.REVISION_CLAIM, session.revision())
                .claim(Session.WORKSPACE_CLAIM, workspace)
                .claim(Session.EMAIL_CLAIM, email)
                .groups(Set.of(role.id()))
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .signWithSecret(secret);
    }

    /** The id of a token's session; empty when the token is not ours, was tampered with, or has expired. */
    public Optional<UUID> verify(String token) {
        try {
            var verified = parser.verify(token, secret);
            String id = verified.getClaim(Session.ID_CLAIM);
            return id == null || !Session.ISSUER.equals(verified.getIssuer())
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(id));
        } catch (ParseException | IllegalArgumentException e) {
            log.debugf(e, "a session was refused");
            return Optional.empty();
        }
    }
}
