package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The way from one inference to the next, in the list that a person came from. */
@Path("/api/v1/inferences/{inference_id}/neighbours")
@Tag(name = "Inferences")
class NeighbourResource {
    private static final Set<String> OTHERS = Set.of("from", "until", "response_index", "occurred_at", "limit");

    private final InferencesQuery inferences;
    private final CurrentCaller caller;
    private final Clock clock;

    NeighbourResource(InferencesQuery inferences, CurrentCaller caller, Clock clock) {
        this.inferences = inferences;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listInferenceNeighbours",
            summary = "Inferences before and after one",
            description = "In the list with the same window and filters, whether or not the inference itself is in it."
                    + InferenceListResource.FILTERS)
    @APIResponse(
            responseCode = "200",
            description = "The neighbours",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceNeighbours.class)))
    @APIResponse(
            responseCode = "404",
            description = "The workspace has no such inference",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public InferenceNeighbours of(
            @RestPath("inference_id") String inferenceId,
            @RestQuery("response_index")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @Nullable String responseIndex,
            @RestQuery("occurred_at")
                    @Parameter(
                            description = "Its occurred_at, for who knows it: it is then found at once.",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable String occurredAt,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery
                    @Parameter(
                            description = "On either side.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "20",
                                            defaultValue = "4"))
                    @Nullable String limit,
            @Context UriInfo uri) {
        caller.get().mayRead();
        var filter = InferenceFilter.of(uri.getQueryParameters(), OTHERS);
        int most = limit == null ? 4 : InferenceResource.integer("limit", limit, 1, 20);
        int index = responseIndex == null ? 0 : InferenceResource.integer("response_index", responseIndex, 0, 65_535);
        var at = occurredAt == null ? null : TimeWindow.instant("occurred_at", occurredAt);
        var window = TimeWindow.requested(from, until, clock.instant());
        var inference = inferences
                .one(inferenceId, index, at)
                .orElseThrow(() -> ProblemException.notFound("there is no such inference"));
        return inferences.neighbours(filter, window, inference, most);
    }
}
