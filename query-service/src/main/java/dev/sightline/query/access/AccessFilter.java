package dev.sightline.query.access;

import dev.sightline.contract.access.Session;
import dev.sightline.query.apikey.KnownApiKeys;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.session.KnownSessions;
import dev.sightline.query.session.SessionTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The door: nothing under {@code /api} is reached without a session or an API key, but what leads to one.
 *
 * <p>A request with a session that changes something must come from our own page: it carries {@code X-Sightline}, which
 * no form of another site can send, or an {@code Origin} of this host. Without a session other sites are refused as well:
 * nobody is to be signed in to somebody else's account by a page that they look at.
 */
class AccessFilter {
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    // Whoever is to sign in, out, or anew, is not signed in yet.
    private static final Set<String> OPEN = Set.of(
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "GET /api/v1/sign-in",
            "GET /api/v1/sign-in/provider",
            "GET /api/v1/sign-in/provider/callback",
            "POST /api/v1/invitations/look",
            "POST /api/v1/invitations/accept",
            "POST /api/v1/password-resets",
            "POST /api/v1/password-resets/use",
            "POST /api/v1/password-strength");

    private final SessionTokens tokens;
    private final KnownSessions sessions;
    private final KnownApiKeys keys;
    private final Clients clients;
    private final CurrentCaller caller;

    AccessFilter(
            SessionTokens tokens, KnownSessions sessions, KnownApiKeys keys, Clients clients, CurrentCaller caller) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.keys = keys;
        this.clients = clients;
        this.caller = caller;
    }

    // Not blocking: it runs on the event loop, which the reactive database client needs.
    @ServerRequestFilter(nonBlocking = true)
    @Nullable Uni<Void> admit(ContainerRequestContext request, HttpServerRequest http) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith("/api/")) {
            return null;
        }
        caller.cameFrom(clients.of(http));
        var apiKey = apiKey(request);
        if (apiKey.isPresent()) {
            return keys.find(apiKey.get())
                    .invoke(program -> caller.enter(program.orElseThrow(
                            () -> ProblemException.unauthorized("this API key is unknown, revoked or expired"))))
                    .replaceWithVoid();
        }
        var cookie = request.getCookies().get(Session.COOKIE);
        refuseOtherSites(request, cookie != null);
        return OPEN.contains(request.getMethod() + ' ' + path)
                ? null
                : enterBySession(cookie == null ? null : cookie.getValue());
    }

    private Uni<Void> enterBySession(@Nullable String token) {
        var session = Optional.ofNullable(token)
                .flatMap(tokens::verify)
                .orElseThrow(() -> ProblemException.unauthorized("sign in, or send an API key with the scope read"));
        return sessions.find(session)
                .invoke(member -> caller.enter(member.orElseThrow(
                        () -> ProblemException.unauthorized("this session has ended; sign in again"))))
                .replaceWithVoid();
    }

    private static Optional<String> apiKey(ContainerRequestContext request) {
        String authorization = request.getHeaderString("Authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeaderString("X-API-Key"));
    }

    /** A program that only signs in has neither our header nor an origin; a browser's page has at least the latter. */
    private static void refuseOtherSites(ContainerRequestContext request, boolean hasSession) {
        boolean isOurs = READING.contains(request.getMethod())
                || request.getHeaderString("X-Sightline") != null
                || comesFromThisHost(request)
                || (!hasSession && request.getHeaderString("Origin") == null);
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
