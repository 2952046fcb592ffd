package dev.sightline.query.overview;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The workspace at a glance. */
@Path("/api/v1/overview")
@Tag(name = "Figures", description = "Windows are [from, until); without both, the last 7 days.")
class OverviewResource {
    private final OverviewQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    OverviewResource(OverviewQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "getOverview",
            summary = "The headline figures",
            description = "Of the workspace, of all versions of a model, or of one version: compared with the window of"
                    + " equal length before, and their course over time.")
    public Overview overview(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery("time_zone")
                    @Parameter(description = "IANA name; whose days the buckets follow; default UTC.")
                    @Nullable String timeZone,
            @RestQuery @Parameter(description = ModelScope.PROJECT) @Nullable String project,
            @RestQuery @Parameter(description = ModelScope.VERSION) @Nullable String version) {
        caller.get().mayRead();
        var now = clock.instant();
        var scope = ModelScope.requested(project, version);
        return query.in(TimeWindow.requested(from, until, now), scope, zone(timeZone), now);
    }

    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw ProblemException.input("time_zone", name, "the IANA name of a time zone such as Europe/Berlin");
        }
    }
}
