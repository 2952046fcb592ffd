package dev.sightline.query.account;

import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Session;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.Caller;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Signed tokens that say who is signed in, and where; verified by every service with the same secret. */
// At start, so that a secret that is too short shows there and not at the first sign-in.
@Startup
@ApplicationScoped
public class SessionTokens {
    static final Duration LIFETIME = Duration.ofDays(30);

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

    String issue(Caller.Member member, String email) {
        var now = clock.instant();
        return Jwt.issuer(Session.ISSUER)
                .subject(member.personId().toString())
                .claim(Session.WORKSPACE_CLAIM, member.workspace())
                .claim(Session.EMAIL_CLAIM, email)
                .groups(Set.of(member.role().id()))
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .signWithSecret(secret);
    }

    /** Empty when the token is not ours, was tampered with, or has expired. */
    public Optional<Caller.Member> verify(String token) {
        try {
            return memberOf(parser.verify(token, secret));
        } catch (ParseException | IllegalArgumentException e) {
            log.debugf(e, "a session was refused");
            return Optional.empty();
        }
    }

    private static Optional<Caller.Member> memberOf(JsonWebToken token) {
        String workspace = token.getClaim(Session.WORKSPACE_CLAIM);
        if (workspace == null || !Session.ISSUER.equals(token.getIssuer())) {
            return Optional.empty();
        }
        return Arrays.stream(Role.values())
                .filter(role -> token.getGroups().contains(role.id()))
                .findFirst()
                .map(role -> new Caller.Member(workspace, UUID.fromString(token.getSubject()), role));
    }
}
