package dev.sightline.ingest.pingback;

import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /inference-stats}: the report that an unmodified Roboflow Inference Server sends every minute. */
@Path(PingbackResource.PATH)
@Tag(name = "compatible")
@RunOnVirtualThread
public class PingbackResource {
    static final String PATH = "/inference-stats";

    private final Gate gate;
    private final RequestBodies bodies;
    private final PingbackIntake intake;

    PingbackResource(Gate gate, RequestBodies bodies, PingbackIntake intake) {
        this.gate = gate;
        this.bodies = bodies;
        this.intake = intake;
    }

    /**
     * What became of a report.
     *
     * @param rejected the first hundred results that were refused
     */
    public record Received(int accepted, List<Rejection> rejected) {}

    /** Takes a report. */
    @POST
    @Operation(summary = "Report of an inference server (METRICS_URL points here)")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    public Received report(@Context HttpServerRequest request, InputStream body) throws IOException {
        Reporter keyed = gate.admitIfKeyed(request);
        try (InputStream bounded = bodies.pingback(request, body)) {
            return intake.take(bounded, keyed, Traces.traceparent(request));
        }
    }
}
