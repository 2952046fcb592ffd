package dev.sightline.ingest.heartbeat;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
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
@Path(HeartbeatResource.PATH)
@Tag(name = "heartbeats")
@RunOnVirtualThread
public class HeartbeatResource {
    static final String PATH = "/v1/heartbeats";

    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final HeartbeatPayload payload;
    private final EventLog log;
    private final KeyActivity activity;

    HeartbeatResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            HeartbeatPayload payload,
            EventLog log,
            KeyActivity activity) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.payload = payload;
        this.log = log;
        this.activity = activity;
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
        Reporter reporter = gate.admit(request);
        Json.requireContentType(request.getHeader("Content-Type"));
        try (InputStream bounded = bodies.kept(request, body)) {
            HeartbeatPayload.Batch batch = payload.read(bounded, reporter.workspace());
            if (batch.beats().isEmpty() && !batch.rejections().isEmpty()) {
                throw Rejection.refusalOf(batch.rejections());
            }
            rates.take(reporter.workspace(), batch.size());
            String traceparent = Traces.traceparent(request);
            log.append(batch.beats().stream()
                    .map(beat -> Events.of(beat, traceparent))
                    .toList());
            note(reporter, batch);
            return Response.accepted(new BeatsAccepted(batch.beats().size(), batch.rejections()))
                    .build();
        }
    }

    private void note(Reporter reporter, HeartbeatPayload.Batch batch) {
        if (!batch.beats().isEmpty()) {
            HeartbeatReceived last = batch.beats().getLast();
            activity.received(
                    reporter,
                    ReportKind.REPORT_KIND_HEARTBEATS,
                    last.getDeviceId(),
                    last.getServerId(),
                    batch.beats().size());
        }
        activity.refusedInPart(reporter, "POST", PATH, batch.rejections());
    }
}
