package dev.sightline.ingest.image;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.http.SpooledBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code PUT /v1/inferences/{id}/image}: the image that was asked about. */
@Path("/v1/inferences/{inference_id}/image")
@Tag(name = "images")
@RunOnVirtualThread
public class ImageResource {
    private final Gate gate;
    private final RequestBodies bodies;
    private final ImageIntake images;
    private final EventLog log;
    private final KeyActivity activity;

    ImageResource(Gate gate, RequestBodies bodies, ImageIntake images, EventLog log, KeyActivity activity) {
        this.gate = gate;
        this.bodies = bodies;
        this.images = images;
        this.log = log;
        this.activity = activity;
    }

    /** What was found in the bytes. */
    public record Stored(String inferenceId, String contentType, int width, int height) {}

    /** Takes the image of an inference, which may itself come later. */
    @PUT
    @Operation(summary = "Store the image of an inference")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Stored.class)))
    public Response put(
            @Context HttpServerRequest request, @PathParam("inference_id") String inferenceId, InputStream body)
            throws IOException {
        Reporter reporter = gate.admit(request);
        var sender = ImageIntake.Sender.of(request, reporter.workspace());
        try (SpooledBody spooled = bodies.image(request, body)) {
            var stored = images.store(sender, inferenceId, spooled, "body", spooled.content());
            log.append(List.of(Events.of(stored, Traces.traceparent(request))));
            activity.received(reporter, ReportKind.REPORT_KIND_IMAGE, sender.device(), "", 1);
            return Response.accepted(
                            new Stored(inferenceId, stored.getContentType(), stored.getWidth(), stored.getHeight()))
                    .build();
        }
    }
}
