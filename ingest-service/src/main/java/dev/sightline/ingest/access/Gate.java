package dev.sightline.ingest.access;

import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Scope;
import dev.sightline.ingest.http.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who holds a key with the scope {@code ingest}, and names the workspace that it reports for.
 *
 * <p>Who is not let in learns what is wrong with the key, since only a person can mend it. Keys are never logged.
 */
@Singleton
public class Gate {
    private static final String NO_KEY = "no-api-key";
    private static final String BEARER = "Bearer ";
    private static final String HOW =
            "send it as \"Authorization: Bearer <key>\", as \"X-API-Key: <key>\", or as ?api_key=<key>.";

    private final ApiKeys keys;
    private final Clock clock;
    private final KeyActivity activity;

    Gate(ApiKeys keys, Clock clock, KeyActivity activity) {
        this.keys = keys;
        this.clock = clock;
        this.activity = activity;
    }

    /**
     * Who holds a request's key.
     *
     * @throws ProblemException 401 or 403 when there is none
     */
    public Reporter admit(HttpServerRequest request) {
        return reporter(check(requireKey(request), Scope.INGEST));
    }

    /**
     * The workspace of a request's key that may read.
     *
     * @throws ProblemException 401 or 403 when there is none
     */
    String admitReader(HttpServerRequest request) {
        return check(requireKey(request), Scope.READ).getWorkspace();
    }

    /** Remembers that a request was refused, with the key in its header or query. */
    void noteRefusal(HttpServerRequest request, Map<?, ?> problem) {
        noteRefusal(keyOf(request), request.method().name(), String.valueOf(request.path()), problem);
    }

    private void noteRefusal(@Nullable String key, String method, String path, Map<?, ?> problem) {
        ApiKeyPublished found = key == null ? null : keys.find(key);
        if (found != null) {
            activity.refused(reporter(found), method, path, problem);
        } else if (key != null || String.valueOf(problem.get("type")).endsWith(NO_KEY)) {
            activity.refusedUnknown(key, method, path, problem);
        }
    }

    /** The key of a request, for whoever judges it elsewhere. */
    public String requireKey(HttpServerRequest request) {
        String key = keyOf(request);
        if (key == null) {
            throw noKey();
        }
        return key;
    }

    /** Who holds the key in a request's header or query; null when there is no key there. */
    public @Nullable Reporter admitIfKeyed(HttpServerRequest request) {
        String key = keyOf(request);
        return key == null ? null : reporter(check(key, Scope.INGEST));
    }

    /** Who holds a key that stood in a body. */
    public Reporter admit(String key) {
        try {
            return reporter(check(key, Scope.INGEST));
        } catch (ProblemException e) {
            noteRefusal(key, "POST", "", e.members()); // Whoever remembers refusals does not see this key.
            throw e;
        }
    }

    private ApiKeyPublished check(String key, Scope scope) {
        ApiKeyPublished found = keys.find(key);
        if (found == null) {
            throw unknown(key);
        }
        if (found.getRevoked()) {
            throw unauthorized(
                    "revoked-api-key", "The API key is revoked: make a new one in the workspace's settings.");
        }
        if (isExpired(found)) {
            throw unauthorized(
                    "expired-api-key", "The API key has expired: make a new one in the workspace's settings.");
        }
        if (!found.getScopesList().contains(scope.id())) {
            throw new ProblemException(
                    403,
                    "wrong-scope",
                    "The API key does not open this",
                    "This takes a key with the scope \"" + scope.id() + "\"; this one has " + found.getScopesList()
                            + ".");
        }
        if (scope == Scope.INGEST) {
            activity.used(found);
        }
        return found;
    }

    /** Who holds a key that may report; null for any other. */
    public @Nullable Reporter reporterOf(String key) {
        ApiKeyPublished found = keys.find(key);
        if (found == null || found.getRevoked() || isExpired(found) || !mayIngest(found)) {
            return null;
        }
        return reporter(found);
    }

    /**
     * Refuses a path that names a workspace other than the key's: it was meant for someone else's.
     *
     * @throws ProblemException 403
     */
    public static void requireSame(String named, String workspace) {
        if (!named.equals(workspace)) {
            throw new ProblemException(
                    403,
                    "other-workspace",
                    "The API key belongs to another workspace",
                    "The path names the workspace \"" + named + "\"; GET / tells the one of a key.");
        }
    }

    /** What a request without a key is told. */
    public static ProblemException noKey() {
        return unauthorized(NO_KEY, "No API key: " + HOW);
    }

    /** The first key of a request that exists, or else its first: someone in between may want an Authorization too. */
    private @Nullable String keyOf(HttpServerRequest request) {
        String first = null;
        for (String place :
                List.of(bearer(request), text(request.getHeader("X-API-Key")), text(request.getParam("api_key")))) {
            String key = place.strip();
            if (!key.isEmpty()) {
                if (keys.find(key) != null) {
                    return key;
                }
                first = first == null ? key : first;
            }
        }
        return first;
    }

    private static String bearer(HttpServerRequest request) {
        String authorization = text(request.getHeader("Authorization"));
        boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? authorization.substring(BEARER.length()) : "";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static ProblemException unknown(String key) {
        return ApiKey.isMistyped(key)
                ? unauthorized(
                        "mistyped-api-key",
                        "The API key is mistyped: its checksum does not fit. Copy it again, whole and without quotes.")
                : unauthorized(
                        "unknown-api-key",
                        "The API key is unknown here: make one in the workspace's settings, or register this one there.");
    }

    private static ProblemException unauthorized(String kind, String detail) {
        return new ProblemException(401, kind, "Reporting takes an API key", detail)
                .withHeader("WWW-Authenticate", "Bearer");
    }

    private static Reporter reporter(ApiKeyPublished key) {
        return new Reporter(key.getWorkspace(), key.getKeyId());
    }

    private boolean isExpired(ApiKeyPublished key) {
        return key.getExpiresAtMicros() != 0
                && key.getExpiresAtMicros() <= ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    private static boolean mayIngest(ApiKeyPublished key) {
        return key.getScopesList().contains(Scope.INGEST.id());
    }
}
