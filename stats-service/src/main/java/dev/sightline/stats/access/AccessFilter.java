package dev.sightline.stats.access;

import dev.sightline.contract.access.Session;
import dev.sightline.stats.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The door: nothing under {@code /api} is reached without a session or an API key.
 *
 * <p>A request with a session that changes something must come from our own page: it carries {@code X-Sightline}, which
 * no form of another site can send, or an {@code Origin} of this host.
 */
class AccessFilter {
    private static final String BEARER = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Sessions sessions;
    private final KnownApiKeys keys;
    private final CurrentCaller caller;

    AccessFilter(Sessions sessions, KnownApiKeys keys, CurrentCaller caller) {
        this.sessions = sessions;
        this.keys = keys;
        this.caller = caller;
    }

    @ServerRequestFilter
    public void admit(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().startsWith("/api/")) {
            return;
        }
        var apiKey = apiKey(request);
        if (apiKey.isPresent()) {
            caller.enter(keys.find(apiKey.get())
                    .orElseThrow(() -> ProblemException.unauthorized("this API key is unknown or revoked")));
            return;
        }
        var cookie = request.getCookies().get(Session.COOKIE);
        caller.enter(Optional.ofNullable(cookie)
                .flatMap(session -> sessions.verify(session.getValue()))
                .orElseThrow(() -> ProblemException.unauthorized("sign in, or send an API key")));
        refuseOtherSites(request);
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
