package dev.sightline.query.retention;

import dev.sightline.query.caller.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For how long the workspace keeps things. */
@Path("/api/v1/retention")
@Tag(name = "Retention", description = "For how long the workspace keeps things.")
class RetentionResource {
    private final Retentions retentions;
    private final CurrentCaller caller;

    RetentionResource(Retentions retentions, CurrentCaller caller) {
        this.retentions = retentions;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "getRetention", summary = "For how many days the workspace keeps things")
    @APIResponse(
            responseCode = "200",
            description = "The days",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeptDays.class)))
    public Uni<KeptDays> get() {
        caller.get().maySeeSettings();
        return retentions.of(caller.get().workspace());
    }

    @PUT
    @Operation(
            operationId = "changeRetention",
            summary = "Change for how many days the workspace keeps things",
            description =
                    "For owners. Shorter than the installation does, never longer. What is too old is not shown any"
                            + " more within some seconds, and gone when no workspace wants the day or month that it is in.")
    @APIResponse(
            responseCode = "200",
            description = "The days as they are now",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeptDays.class)))
    public Uni<KeptDays> change(@Nullable KeptDays days) {
        caller.get().mayAdminister();
        return retentions.change(caller.actor(), days == null ? KeptDays.AS_THE_INSTALLATION : days.checked());
    }
}
