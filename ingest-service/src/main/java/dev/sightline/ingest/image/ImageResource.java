package dev.sightline.ingest.image;

import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.json.Values;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code PUT /v1/inferences/{id}/image}: the image that was asked about. First the object, then the event that names it:
 * a crash between the two leaves an object that the repeat finds, never an event without its image.
 */
@Path("/v1/inferences/{inference_id}/image")
@Tag(name = "images")
@RunOnVirtualThread
public class ImageResource {
    private static final String KINDS = "a JPEG, PNG or WebP image";

    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final S3ImageStore store;
    private final EventLog log;
    private final Clock clock;
    private final long maxPixels;

    ImageResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            S3ImageStore store,
            EventLog log,
            Clock clock,
            IngestConfig config) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.maxPixels = config.limits().imagePixels();
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
        String workspace = gate.admit(request);
        if (inferenceId.isBlank() || inferenceId.length() > Values.ID_LENGTH) {
            throw ProblemException.invalid(
                    "inference_id", inferenceId.length() + " characters", "at most " + Values.ID_LENGTH);
        }
        rates.take(workspace, 1);
        try (InputStream bounded = bodies.image(request, body)) {
            byte[] image = bounded.readAllBytes();
            ImageHeader header = headerOf(image);
            String objectKey = store.put(workspace, image, header);
            var stored = InferenceImageStored.newBuilder()
                    .setWorkspace(workspace)
                    .setInferenceId(inferenceId)
                    .setReceivedAtMicros(Events.micros(clock.instant()))
                    .setObjectKey(objectKey)
                    .setContentType(header.contentType())
                    .setSizeBytes(image.length)
                    .setWidth(header.width())
                    .setHeight(header.height())
                    .build();
            log.append(List.of(Events.of(stored, request.getHeader("traceparent"))));
            return Response.accepted(new Stored(inferenceId, header.contentType(), header.width(), header.height()))
                    .build();
        }
    }

    private ImageHeader headerOf(byte[] image) {
        ImageHeader header = ImageHeader.of(image)
                .orElseThrow(
                        () -> ProblemException.unsupported("body", image.length + " bytes of something else", KINDS));
        if (header.pixels() > maxPixels) {
            throw ProblemException.invalid(
                    "body", header.width() + " × " + header.height() + " pixels", "at most " + maxPixels + " pixels");
        }
        return header;
    }
}
