package dev.sightline.alert.access;

import dev.sightline.alert.ProblemException;
import dev.sightline.contract.access.Session;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The door to rules, incidents and deliveries.
 *
 * <p>A request with a session that changes something must come from our own page: it carries {@code X-Sightline}, which
 * no form of another site can send, or an {@code Origin} of this host.
 */
class AccessFilter {
    private static final List<String> GUARDED =
            List.of("/api/v1/alert-rules", "/api/v1/incidents", "/api/v1/deliveries");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Gate gate;
    private final CurrentCaller caller;

    AccessFilter(Gate gate, CurrentCaller caller) {
        this.gate = gate;
        this.caller = caller;
    }

    @ServerRequestFilter(nonBlocking = true)
    void admit(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (GUARDED.stream().noneMatch(path::startsWith)) {
            return;
        }
        var cookie = request.getCookies().get(Session.COOKIE);
        String authorization = request.getHeaderString("Authorization");
        String apiKey = request.getHeaderString("X-API-Key");
        if (cookie != null && authorization == null && apiKey == null) {
            refuseOtherSites(request);
        }
        switch (gate.reader(authorization, apiKey, cookie == null ? null : cookie.getValue())) {
            case Access.Granted granted -> caller.enter(granted);
            case Access.Unknown nobody -> throw ProblemException.unauthorized(nobody.detail());
            case Access.Forbidden known -> throw ProblemException.forbidden(known.detail());
        }
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
