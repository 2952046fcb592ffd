package dev.sightline.ingest.inference;

import dev.sightline.contract.access.ReportKind;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Tally;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.http.SpooledBody;
import dev.sightline.ingest.image.ImageIntake;
import dev.sightline.ingest.json.Rejection;
import dev.sightline.ingest.json.Values;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/inferences}: from HTTP to the log in one step; the answer is given when the brokers have it. */
@Path(InferenceResource.PATH)
@Tag(name = "inferences")
public class InferenceResource {
    static final String PATH = "/v1/inferences";

    /** Where {@link InferenceRoute} sends what comes in parts. */
    static final String WITH_IMAGE = "with-image";

    private static final String WAY = "inferences";

    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final InferencePayload payload;
    private final InferenceWithImage withImage;
    private final EventLog log;
    private final Tally tally;
    private final KeyActivity activity;

    InferenceResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            InferencePayload payload,
            InferenceWithImage withImage,
            EventLog log,
            Tally tally,
            KeyActivity activity) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.payload = payload;
        this.withImage = withImage;
        this.log = log;
        this.tally = tally;
        this.activity = activity;
    }

    /**
     * What became of a request.
     *
     * @param inferenceIds of the accepted inferences, in the order of the request
     */
    public record Accepted(int accepted, List<String> inferenceIds, List<Rejection> rejected) {}

    /** Takes inferences. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseStatus(RestResponse.StatusCode.ACCEPTED)
    @Operation(
            summary = "Report inferences",
            description =
                    "As multipart/form-data one inference with its image, in the parts \"inference\" and \"image\".")
    @RequestBody(
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = Object.class),
                        examples = @ExampleObject(name = "detection", value = InferenceExamples.DETECTION)),
                @Content(mediaType = "multipart/form-data", schema = @Schema(implementation = Object.class))
            })
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Accepted.class)))
    public CompletionStage<Accepted> record(
            @Context HttpServerRequest request, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        InferenceBatch.Sender sender = sender(request, idempotencyKey);
        var format = InferencePayload.Format.of(request.getHeader("Content-Type"));
        return bodies.whole(request, body -> {
            InferenceBatch batch = payload.read(body, format, sender);
            rates.take(sender.workspace(), batch.size());
            requireAny(batch);
            return log.submit(batch.events()).thenApply(_ -> accepted(batch, sender.reporter()));
        });
    }

    /** Takes an inference and its image, on a thread that may wait for the image's store. */
    @POST
    @Path(WITH_IMAGE)
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseStatus(RestResponse.StatusCode.ACCEPTED)
    @RunOnVirtualThread
    @Operation(hidden = true) // Described with the other, at whose path it is asked for.
    public Accepted recordWithImage(
            @Context HttpServerRequest request,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            InputStream body)
            throws IOException {
        InferenceBatch.Sender sender = sender(request, idempotencyKey);
        var device = ImageIntake.Sender.of(request, sender.workspace());
        try (SpooledBody spooled = bodies.imageInParts(request, body)) {
            InferenceBatch batch = withImage.read(spooled, request.getHeader("Content-Type"), sender, device);
            requireAny(batch);
            log.append(batch.events());
            return accepted(batch, sender.reporter());
        }
    }

    private InferenceBatch.Sender sender(HttpServerRequest request, @Nullable String idempotencyKey) {
        Reporter reporter = gate.admit(request);
        if (idempotencyKey != null && idempotencyKey.length() > Values.ID_LENGTH) {
            throw ProblemException.invalid(
                    "Idempotency-Key", idempotencyKey.length() + " characters", "at most " + Values.ID_LENGTH);
        }
        return new InferenceBatch.Sender(reporter, idempotencyKey, Traces.traceparent(request));
    }

    private void requireAny(InferenceBatch batch) {
        if (batch.events().isEmpty() && !batch.rejections().isEmpty()) {
            tally.rejected(WAY, batch.rejections());
            throw Rejection.refusalOf(batch.rejections());
        }
    }

    /** Notes what the log has. */
    private Accepted accepted(InferenceBatch batch, Reporter reporter) {
        // With its image an inference is two events.
        int accepted = batch.inferenceIds().size();
        tally.accepted(WAY, accepted);
        tally.rejected(WAY, batch.rejections());
        activity.received(reporter, ReportKind.REPORT_KIND_INFERENCES, batch.deviceId(), batch.serverId(), accepted);
        activity.refusedInPart(reporter, "POST", PATH, batch.rejections());
        return new Accepted(accepted, batch.inferenceIds(), batch.rejections());
    }
}
