package dev.sightline.ingest.heartbeat;

import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/heartbeats}: "I live", from servers that report inferences one by one. */
@Path("/v1/heartbeats")
@Tag(name = "heartbeats")
@RunOnVirtualThread
public class HeartbeatResource {
    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final HeartbeatPayload payload;
    private final EventLog log;

    HeartbeatResource(Gate gate, RateLimits rates, RequestBodies bodies, HeartbeatPayload payload, EventLog log) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.payload = payload;
        this.log = log;
    }

    /** What became of a request. */
    public record BeatsAccepted(int accepted, List<Rejection> rejected) {}

    /** Takes heartbeats. */
    @POST
    @Operation(summary = "Report that a device or a server on it is alive")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Object.class),
                            examples =
                                    @ExampleObject(
                                            name = "heartbeat",
                                            value = "{\"device_id\": \"line-3\", \"server_id\": \"SxVv9x\","
                                                    + " \"interval_seconds\": 60, \"tags\": [\"plant-a\"]}")))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = BeatsAccepted.class)))
    public Response beat(@Context HttpServerRequest request, InputStream body) throws IOException {
        String workspace = gate.admit(request);
        Json.requireContentType(request.getHeader("Content-Type"));
        try (InputStream bounded = bodies.kept(request, body)) {
            HeartbeatPayload.Batch batch = payload.read(bounded, workspace, request.getHeader("traceparent"));
            if (batch.events().isEmpty() && !batch.rejections().isEmpty()) {
                throw Rejection.refusalOf(batch.rejections());
            }
            rates.take(workspace, batch.size());
            log.append(batch.events());
            return Response.accepted(new BeatsAccepted(batch.events().size(), batch.rejections()))
                    .build();
        }
    }
}
