package dev.sightline.query.view;

import dev.sightline.query.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The views of whoever is signed in. */
@Path("/api/v1/saved-views")
@Tag(name = "Saved views", description = "What a person looks at again and again.")
class SavedViewResource {
    private final SavedViews views;
    private final CurrentCaller caller;

    SavedViewResource(SavedViews views, CurrentCaller caller) {
        this.views = views;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listSavedViews", summary = "One's own views")
    @APIResponse(
            responseCode = "200",
            description = "The views, by name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SavedViewList.class)))
    public Uni<SavedViewList> list() {
        return views.of(caller.get().person()).map(SavedViewList::new);
    }

    @POST
    @Operation(
            operationId = "saveView",
            summary = "Keep a view",
            description = "One of the same name, whatever its case, is replaced. 100 at most.")
    @APIResponse(
            responseCode = "200",
            description = "The view as it is kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SavedViewShown.class)))
    public Uni<SavedViewShown> save(@Nullable NewSavedView wanted) {
        return views.save(caller.get().person(), wanted == null ? NewSavedView.NOTHING : wanted);
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeSavedView", summary = "Forget a view")
    @APIResponse(responseCode = "204", description = "Forgotten")
    public Uni<Void> remove(@RestPath UUID id) {
        return views.remove(caller.get().person(), id);
    }
}
