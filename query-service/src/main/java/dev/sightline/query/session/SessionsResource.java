package dev.sightline.query.session;

import dev.sightline.query.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Where the caller is signed in. */
@Path("/api/v1/sessions")
@Tag(name = "Session")
class SessionsResource {
    private final Sessions sessions;
    private final SessionEnds ends;
    private final CurrentCaller caller;

    SessionsResource(Sessions sessions, SessionEnds ends, CurrentCaller caller) {
        this.sessions = sessions;
        this.ends = ends;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listSessions",
            summary = "Where you are signed in",
            description = "Your own, in every workspace; the last used first.")
    @APIResponse(
            responseCode = "200",
            description = "Your sessions",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionListView.class)))
    public Uni<SessionListView> list() {
        var person = caller.get().person();
        return sessions.of(person.personId()).map(rows -> SessionListView.of(rows, person.sessionId()));
    }

    @DELETE
    @Operation(
            operationId = "endOtherSessions",
            summary = "Sign out everywhere else",
            description = "Ends all of your sessions but the present one.")
    @APIResponse(responseCode = "204", description = "Signed out elsewhere")
    public Uni<Void> endOthers() {
        return ends.endOthers(caller.get().person(), caller.actor());
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "endSession", summary = "Sign out one of your sessions")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<Void> endOne(@RestPath UUID id) {
        return ends.endOne(caller.get().person(), caller.actor(), id);
    }
}
