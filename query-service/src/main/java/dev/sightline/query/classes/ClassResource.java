package dev.sightline.query.classes;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.figures.ModelScope;
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

/** What models predicted. */
@Path("/api/v1/classes")
@Tag(name = "Figures")
class ClassResource {
    private final ClassesQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    ClassResource(ClassesQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listClasses",
            summary = "Figures per class",
            description = "Of the workspace, of all versions of a model, or of one version.")
    public ClassList classes(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery @Parameter(description = ModelScope.PROJECT) @Nullable String project,
            @RestQuery @Parameter(description = ModelScope.VERSION) @Nullable String version) {
        caller.get().mayRead();
        var scope = ModelScope.requested(project, version);
        return query.in(TimeWindow.requested(from, until, clock.instant()), scope);
    }
}
