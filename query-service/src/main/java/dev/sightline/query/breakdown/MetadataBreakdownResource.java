package dev.sightline.query.breakdown;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.problem.ProblemException;
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

/** Figures by the customer's own fields. */
@Path("/api/v1/metadata/breakdown")
@Tag(name = "Figures")
class MetadataBreakdownResource {
    private final MetadataBreakdownQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    MetadataBreakdownResource(MetadataBreakdownQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "getMetadataBreakdown",
            summary = "Figures per value of a metadata field",
            description = "Of the newest 100 000 inferences of the window, with what was attached to them later: of the"
                    + " workspace, of all versions of a model, or of one version.")
    public MetadataBreakdown breakdown(
            @RestQuery @Parameter(description = "Name of the field; case-sensitive.", required = true) @Nullable String field,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery @Parameter(description = ModelScope.PROJECT) @Nullable String project,
            @RestQuery @Parameter(description = ModelScope.VERSION) @Nullable String version) {
        caller.get().mayRead();
        if (field == null || field.isEmpty()) {
            throw ProblemException.input("field", field, "the name of a metadata field");
        }
        var scope = ModelScope.requested(project, version);
        return query.in(TimeWindow.requested(from, until, clock.instant()), scope, field);
    }
}
