package dev.sightline.query.models;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The models of the workspace. */
@Path("/api/v1/models")
@Tag(name = "Figures")
class ModelResource {
    private final ModelsQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    ModelResource(ModelsQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listModels",
            summary = "Figures per model version",
            description = "Every model version that answered in the window or in the one before, the busiest first.")
    public ModelList models(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until) {
        caller.get().mayRead();
        return query.in(TimeWindow.requested(from, until, clock.instant()));
    }
}
