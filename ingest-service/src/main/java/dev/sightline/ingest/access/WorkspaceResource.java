package dev.sightline.ingest.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What clients of Roboflow ask before anything else: whose key this is. Servers ask with GET, the Python SDK with POST. */
@Path("/")
@Tag(name = "compatible")
public class WorkspaceResource {
    private final Gate gate;

    WorkspaceResource(Gate gate) {
        this.gate = gate;
    }

    /** The name that a client asks for, and goes on with. */
    public record WorkspaceName(String workspace) {}

    /** A workspace as the SDK wants it before it does anything in it. */
    public record WorkspaceShown(Workspace workspace) {}

    /**
     * Of what the SDK looks for, what there is here.
     *
     * @param url the last part of its address, which is its name too: people's names for it are not known to this service
     * @param projects none, since models live elsewhere
     */
    public record Workspace(String name, String url, List<String> projects) {}

    /** Names the workspace of a key. */
    @GET
    @Operation(summary = "Workspace of an API key")
    public WorkspaceName workspace(@Context HttpServerRequest request) {
        return new WorkspaceName(gate.admit(request).workspace());
    }

    /** Likewise. */
    @POST
    @Operation(summary = "Workspace of an API key, as the Python SDK asks for it")
    public WorkspaceName signIn(@Context HttpServerRequest request) {
        return workspace(request);
    }

    /** Shows the key's workspace. */
    @GET
    @Path("{workspace}")
    @Operation(summary = "The workspace of an API key by its name, without the projects that are not here")
    public WorkspaceShown shown(@Context HttpServerRequest request, @PathParam("workspace") String named) {
        String workspace = gate.admit(request).workspace();
        Gate.requireSame(named, workspace);
        return new WorkspaceShown(new Workspace(workspace, workspace, List.of()));
    }
}
