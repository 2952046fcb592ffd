package dev.sightline.query.account;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The caller's workspaces. */
@Path("/api/v1/workspaces")
@Tag(name = "Workspaces", description = "The caller's workspaces.")
class WorkspaceResource {
    private final Workspaces workspaces;
    private final CurrentCaller caller;

    WorkspaceResource(Workspaces workspaces, CurrentCaller caller) {
        this.workspaces = workspaces;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listWorkspaces", summary = "The workspaces that you belong to")
    @APIResponse(
            responseCode = "200",
            description = "Your workspaces",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkspaceListView.class)))
    public Uni<WorkspaceListView> list() {
        return workspaces.of(caller.get().person());
    }

    @POST
    @Operation(
            operationId = "createWorkspace",
            summary = "Create a workspace",
            description = "For owners and editors; you become its owner. Switch to it with PUT /session/workspace.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WorkspaceListView.Place.class)))
    @APIResponse(
            responseCode = "409",
            description = "The slug is taken",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<WorkspaceListView.Place>> create(@Nullable NewWorkspace wanted) {
        var person = caller.get().person();
        // Who may only look where the session is may not make workspaces either.
        caller.get().mayEdit();
        if (wanted == null) {
            throw ProblemException.input("name", null, "a name of 1 to 100 characters");
        }
        return workspaces
                .create(person, caller.client(), wanted)
                .map(created -> RestResponse.status(RestResponse.Status.CREATED, created));
    }
}
