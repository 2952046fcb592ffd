package dev.sightline.alert.access;

import dev.sightline.alert.AlertConfig;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Role;
import dev.sightline.contract.access.Scope;
import dev.sightline.contract.access.Session;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose devices and alerts a caller may see: by an API key with scope {@code read}, or else by the session cookie that
 * query-service signed.
 *
 * <p>Every role may look, so that a session that has not ended is enough. Nothing is asked of another service or of the database.
 */
@ApplicationScoped
public class Gate {
    private static final int SHORTEST_SECRET = 32;
    private static final String BEARER = "Bearer ";

    private final JWTParser sessions;
    private final VoidedSessions voided;
    private final ApiKeys apiKeys;
    private final Clock clock;

    Gate(AlertConfig config, VoidedSessions voided, ApiKeys apiKeys, Clock clock) {
        this.sessions = sessionsSignedWith(config.sessionSecret());
        this.voided = voided;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    /** A key counts before a cookie: a program that names its key means that one. */
    public Access reader(
            @Nullable String authorization, @Nullable String apiKeyHeader, @Nullable String sessionCookie) {
        if (apiKeyHeader != null) {
            return readerByKey(apiKeyHeader.strip());
        }
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? readerByKey(authorization.substring(BEARER.length()).strip())
                    : new Access.Unknown("Authorization has to be \"Bearer <API key>\".");
        }
        return sessionCookie == null
                ? new Access.Unknown("Sign in, or send an API key with scope read as Authorization: Bearer <API key>.")
                : readerBySession(sessionCookie);
    }

    private Access readerByKey(String apiKey) {
        if (ApiKey.isMistyped(apiKey)) {
            return new Access.Unknown("The API key is mistyped: its checksum does not fit.");
        }
        ApiKeyPublished key = apiKeys.find(ApiKey.hash(apiKey));
        if (key == null) {
            return new Access.Unknown("No API key like this exists; it may have been revoked.");
        }
        if (key.getRevoked()) {
            return new Access.Unknown("This API key was revoked.");
        }
        if (key.getExpiresAtMicros() != 0 && key.getExpiresAtMicros() / 1000 <= clock.millis()) {
            return new Access.Unknown("This API key has expired.");
        }
        return key.getScopesList().contains(Scope.READ.id())
                ? new Access.Granted(key.getWorkspace(), key.getScopesList().contains(Scope.ADMIN.id()), null)
                : new Access.Forbidden("This API key has scopes " + key.getScopesList() + "; reading needs \"read\".");
    }

    private Access readerBySession(String token) {
        try {
            var session = sessions.parse(token);
            String workspace = session.getClaim(Session.WORKSPACE_CLAIM);
            if (workspace == null || workspace.isEmpty()) {
                return new Access.Unknown("The session names no workspace; sign in again.");
            }
            String id = session.getClaim(Session.ID_CLAIM);
            if (id == null || voided.contains(id, revisionOf(session))) {
                return new Access.Unknown("The session has ended, or is older than your role; sign in again.");
            }
            var role = Arrays.stream(Role.values())
                    .filter(known -> session.getGroups().contains(known.id()))
                    .findFirst()
                    .orElse(Role.VIEWER);
            var person = new Person(session.getSubject(), session.getClaim(Session.EMAIL_CLAIM), role);
            return new Access.Granted(workspace, role != Role.VIEWER, person);
        } catch (ParseException e) {
            return new Access.Unknown("The session is not valid any more; sign in again.");
        }
    }

    private static int revisionOf(JsonWebToken session) {
        Object revision = session.getClaim(Session.REVISION_CLAIM);
        return revision == null ? 0 : Integer.parseInt(revision.toString());
    }

    private static JWTParser sessionsSignedWith(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("SIGHTLINE_SESSION_SECRET must have at least " + SHORTEST_SECRET
                    + " characters, got " + secret.length());
        }
        var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        var info = new JWTAuthContextInfo();
        info.setSecretVerificationKey(key);
        // Named, so that a token cannot choose its own algorithm.
        info.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        info.setIssuedBy(Session.ISSUER);
        return new DefaultJWTParser(info);
    }
}
