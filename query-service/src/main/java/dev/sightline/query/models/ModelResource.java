package dev.sightline.query.models;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The models of the workspace. */
@Path("/api/v1/models")
@Tag(name = "Figures")
class ModelResource {
    private static final String BY_VERSION = "version";
    private static final String BY_PROJECT = "project";

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
            summary = "Figures per model",
            description = "Every model that answered in the window or in the one before, the busiest first: version by"
                    + " version, or all versions of a model in one.")
    public ModelList models(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery @Parameter(description = ModelScope.PROJECT) @Nullable String project,
            @RestQuery
                    @Parameter(
                            description = "What a row is.",
                            schema =
                                    @Schema(
                                            enumeration = {BY_VERSION, BY_PROJECT},
                                            defaultValue = BY_VERSION))
                    @Nullable String by) {
        caller.get().mayRead();
        var scope = ModelScope.requested(project, null);
        return query.in(TimeWindow.requested(from, until, clock.instant()), scope, isByProject(by));
    }

    private static boolean isByProject(@Nullable String by) {
        if (by != null && !by.equals(BY_VERSION) && !by.equals(BY_PROJECT)) {
            throw ProblemException.input("by", by, BY_VERSION + " or " + BY_PROJECT);
        }
        return BY_PROJECT.equals(by);
    }
}
