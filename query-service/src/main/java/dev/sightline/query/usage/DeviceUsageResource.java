package dev.sightline.query.usage;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a device's servers count by themselves. */
@Path("/api/v1/devices/{device_id}/usage")
@Tag(name = "Figures")
class DeviceUsageResource {
    private final DeviceUsageQuery query;
    private final CurrentCaller caller;
    private final Clock clock;

    DeviceUsageResource(DeviceUsageQuery query, CurrentCaller caller, Clock clock) {
        this.query = query;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "getDeviceUsage",
            summary = "What a device's servers counted by themselves",
            description =
                    "Beside what they reported, so that a gap shows; with errors and video streams, which no report"
                            + " has. Of counts that began in the window.")
    public DeviceUsage usage(
            @RestPath("device_id") String deviceId,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String from,
            @RestQuery @Parameter(description = "RFC 3339; up to the next whole minute.") @Nullable String until) {
        caller.get().mayRead();
        return query.of(deviceId, TimeWindow.requested(from, until, clock.instant()));
    }
}
