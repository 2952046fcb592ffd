package dev.sightline.query.access;

import dev.sightline.contract.access.Session;
import dev.sightline.query.account.SessionTokens;
import dev.sightline.query.apikey.KnownApiKeys;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The door: nothing under {@code /api} is reached without a session or an API key, but signing in and out.
 *
 * <p>A request with a session that changes something must come from our own page: it carries {@code X-Sightline}, which
 * no form of another site can send, or an {@code Origin} of this host.
 */
class AccessFilter {
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final SessionTokens sessions;
    private final KnownApiKeys keys;
    private final CurrentCaller caller;

    AccessFilter(SessionTokens sessions, KnownApiKeys keys, CurrentCaller caller) {
        this.sessions = sessions;
        this.keys = keys;
        this.caller = caller;
    }

    // Not blocking: it runs on the event loop, which the reactive database client needs.
    @ServerRequestFilter(nonBlocking = true)
    @Nullable Uni<Void> admit(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith("/api/")) {
            return null;
        }
        var apiKey = apiKey(request);
        if (apiKey.isPresent()) {
            return keys.find(apiKey.get())
                    .invoke(program -> caller.enter(program.orElseThrow(
                            () -> ProblemException.unauthorized("this API key is unknown or revoked"))))
                    .replaceWithVoid();
        }
        var cookie = request.getCookies().get(Session.COOKIE);
        if (cookie != null) {
            refuseOtherSites(request);
        }
        if (path.equals("/api/v1/session") && !request.getMethod().equals("GET")) {
            return null;
        }
        caller.enter(Optional.ofNullable(cookie)
                .flatMap(session -> sessions.verify(session.getValue()))
                .orElseThrow(() -> ProblemException.unauthorized("sign in, or send an API key with the scope read")));
        return null;
    }

    private static Optional<String> apiKey(ContainerRequestContext request) {
        String authorization = request.getHeaderString("Authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeaderString("X-API-Key"));
    }

    private static void refuseOtherSites(ContainerRequestContext request) {
        boolean isOurs = READING.contains(request.getMethod())
                || request.getHeaderString("X-Sightline") != null
                || comesFromThisHost(request);
        if (!isOurs) {
            throw ProblemException.forbidden(
                    "a request that changes something needs the header X-Sightline: 1, or must come from our own page");
        }
    }

    private static boolean comesFromThisHost(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        int authorityAt = origin == null ? -1 : origin.indexOf("://");
        if (origin == null || authorityAt < 0) {
            return false;
        }
        String authority = origin.substring(authorityAt + "://".length());
        // Behind the dashboard's proxy our own name is the forwarded one.
        return authority.equalsIgnoreCase(request.getHeaderString("Host"))
                || authority.equalsIgnoreCase(request.getHeaderString("X-Forwarded-Host"));
    }
}
