package dev.sightline.query.metadata;

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

/** The customer's own fields. */
@Path("/api/v1/metadata/fields")
@Tag(name = "Inferences")
class MetadataResource {
    private final MetadataFieldsQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    MetadataResource(MetadataFieldsQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listMetadataFields",
            summary = "Metadata fields and their values",
            description = "Of the newest 100 000 inferences of the window, with what was attached to them later.")
    public MetadataFields fields(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until) {
        caller.get().mayRead();
        return query.in(TimeWindow.requested(from, until, clock.instant()));
    }
}
