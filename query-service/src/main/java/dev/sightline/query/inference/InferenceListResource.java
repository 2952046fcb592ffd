package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The workspace's inferences: which there are, how many, and what they can be filtered by. */
@Path("/api/v1/inferences")
@Tag(name = "Inferences")
class InferenceListResource {
    static final String FILTERS = " Inferences pass that pass every filter. Beside the parameters below:"
            + " metadata.<name>=<value>, the value of a metadata field, any of several;"
            + " metadata_from.<name> and metadata_below.<name>, bounds for what reads as a number; of up to five"
            + " fields. Names and values are case-sensitive. An unknown parameter is refused.";
    private static final Set<String> WINDOW = Set.of("from", "until");
    private static final Set<String> WINDOW_AND_PAGE = Set.of("from", "until", "limit", "cursor");

    private final InferencesQuery inferences;
    private final InferenceCountQuery count;
    private final InferenceFacetsQuery facets;
    private final Cursors cursors;
    private final CurrentCaller caller;
    private final Clock clock;

    InferenceListResource(
            InferencesQuery inferences,
            InferenceCountQuery count,
            InferenceFacetsQuery facets,
            Cursors cursors,
            CurrentCaller caller,
            Clock clock) {
        this.inferences = inferences;
        this.count = count;
        this.facets = facets;
        this.cursors = cursors;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listInferences",
            summary = "Inferences, newest first",
            description = "Page by page: a cursor continues the list that it came from, with its window; other filters"
                    + " with it are refused." + FILTERS)
    public InferencePage list(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @Nullable String limit,
            @RestQuery @Parameter(description = "next_cursor of the page before.") @Nullable String cursor,
            @Context UriInfo uri) {
        caller.get().mayRead();
        var filter = InferenceFilter.of(uri.getQueryParameters(), WINDOW_AND_PAGE);
        int most = limit == null ? 50 : InferenceResource.integer("limit", limit, 1, 200);
        var start = cursors.start(caller.get().workspace(), filter, from, until, cursor, clock.instant());
        return inferences.page(filter, start, most);
    }

    @GET
    @Path("/count")
    @RunOnVirtualThread
    @Operation(
            operationId = "countInferences",
            summary = "Number of inferences",
            description = "On all pages of the list with the same filters together." + FILTERS)
    public InferenceCount count(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @Context UriInfo uri) {
        caller.get().mayRead();
        var filter = InferenceFilter.of(uri.getQueryParameters(), WINDOW);
        return count.of(filter, TimeWindow.requested(from, until, clock.instant()));
    }

    @GET
    @Path("/facets")
    @RunOnVirtualThread
    @Operation(
            operationId = "listInferenceFacets",
            summary = "Values to filter by",
            description = "Of the newest 100 000 inferences of the window. Fields of metadata are at /metadata/fields.")
    public InferenceFacets facets(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until) {
        caller.get().mayRead();
        return facets.in(TimeWindow.requested(from, until, clock.instant()));
    }
}
