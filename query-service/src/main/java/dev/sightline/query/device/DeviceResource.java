package dev.sightline.query.device;

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

/** The devices of the workspace. */
@Path("/api/v1/devices")
@Tag(name = "Figures")
class DeviceResource {
    private final DevicesQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    DeviceResource(DevicesQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "listDevices",
            summary = "Figures per device",
            description =
                    "Every device that answered in the window or in the one before, or that gave a sign of life"
                            + " in the week before the window's end; the busiest first. Of one model: only those that asked it.")
    public DeviceList devices(
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until,
            @RestQuery @Parameter(description = ModelScope.PROJECT) @Nullable String project,
            @RestQuery @Parameter(description = ModelScope.VERSION) @Nullable String version) {
        caller.get().mayRead();
        var scope = ModelScope.requested(project, version);
        return query.in(TimeWindow.requested(from, until, clock.instant()), scope);
    }
}
