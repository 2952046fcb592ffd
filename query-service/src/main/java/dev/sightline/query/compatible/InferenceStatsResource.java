package dev.sightline.query.compatible;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What ingest-service answers at {@code GET /{workspace}/inference-stats}, where clients of Roboflow's API ask. */
@Path("/api/v1/inference-stats")
@Tag(name = "Compatible", description = "As Roboflow's API answers; clients ask it at the address that they report to.")
class InferenceStatsResource {
    private static final Duration DEFAULT_LENGTH = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Instant EARLIEST = Instant.parse("1975-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2105-01-01T00:00:00Z");

    private final InferenceStatsQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    InferenceStatsResource(InferenceStatsQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(operationId = "getInferenceStats", summary = "Figures per model and class, as Roboflow's API gives them")
    @APIResponse(
            responseCode = "200",
            description = "The figures",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InferenceStats.class)))
    public Response stats(
            @RestQuery @Parameter(description = "The key's own; another one is refused.") @Nullable String workspace,
            @RestQuery("startTime")
                    @Parameter(description = "YYYY-MM-DD HH:mm:ss in UTC; 24 hours before the end unless said.")
                    @Nullable String startTime,
            @RestQuery("endTime") @Parameter(description = "YYYY-MM-DD HH:mm:ss in UTC; now unless said.") @Nullable String endTime,
            @RestQuery("modelNames")
                    @Parameter(description = "Projects, separated by commas; all unless said.")
                    @Nullable String modelNames) {
        caller.get().mayRead();
        if (workspace != null && !workspace.equals(caller.get().workspace())) {
            throw ProblemException.forbidden("the API key belongs to another workspace than " + workspace);
        }
        try {
            return Response.ok(query.in(window(startTime, endTime), names(modelNames)))
                    .build();
        } catch (DateTimeException e) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(Map.of("error", "Invalid request", "detail", String.valueOf(e.getMessage())))
                    .build();
        }
    }

    private TimeWindow window(@Nullable String startTime, @Nullable String endTime) {
        var until = endTime == null || endTime.isBlank() ? clock.instant() : time("endTime", endTime);
        var from =
                startTime == null || startTime.isBlank() ? until.minus(DEFAULT_LENGTH) : time("startTime", startTime);
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new DateTimeException("startTime is at most 400 days before endTime");
        }
        return new TimeWindow(from, until);
    }

    private static Instant time(String parameter, String text) {
        String iso = text.strip().replaceFirst(" ", "T");
        try {
            var at = iso.length() > "YYYY-MM-DDTHH:mm:ss".length()
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            // Told below, like a time out of bounds.
        }
        throw new DateTimeException(parameter + " is not a time as YYYY-MM-DD HH:mm:ss");
    }

    private static List<String> names(@Nullable String modelNames) {
        return modelNames == null
                ? List.of()
                : Arrays.stream(modelNames.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
