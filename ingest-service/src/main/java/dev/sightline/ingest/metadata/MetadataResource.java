package dev.sightline.ingest.metadata;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import dev.sightline.ingest.json.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/metadata}: fields for inferences that were reported before, or will be. */
@Path(MetadataResource.PATH)
@Tag(name = "metadata")
@RunOnVirtualThread
public class MetadataResource {
    static final String PATH = "/v1/metadata";

    private static final String BY_ID = """
            {"inference_id": "137d0dee-4b3c-4f6a-9a55-0d8f7b7f0001",
             "metadata": {"line": "A1", "temperature": 72.5, "overtime": true}}""";
    private static final String BY_TIME = """
            {"device_id": "line-3", "occurred_at": "2026-11-22T10:00:00.123Z", "tolerance": 0.5,
             "metadata": {"inspector": "Kim"}}""";

    private final Gate gate;
    private final RequestBodies bodies;
    private final MetadataSink sink;
    private final InferenceReader times;
    private final KeyActivity activity;
    private final Clock clock;

    MetadataResource(
            Gate gate,
            RequestBodies bodies,
            MetadataSink sink,
            InferenceReader times,
            KeyActivity activity,
            Clock clock) {
        this.gate = gate;
        this.bodies = bodies;
        this.sink = sink;
        this.times = times;
        this.activity = activity;
        this.clock = clock;
    }

    /** What became of a request. */
    public record MetadataAccepted(int accepted, List<Rejection> rejected) {}

    /** Takes fields for one inference, or a list of such. */
    @POST
    @Operation(
            summary = "Attach metadata to inferences",
            description =
                    "An inference is named by inference_id (or inference_ids); by request_id, the Idempotency-Key of"
                            + " the request that reported it, with request_index when that had several items; or by device_id and"
                            + " occurred_at, which mean the device's nearest inference within tolerance seconds (1 unless said,"
                            + " at most 60), of model_id if given. The inference may come later. Of several values for a field"
                            + " the last one counts.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Object.class),
                            examples = {
                                @ExampleObject(name = "by id", value = BY_ID),
                                @ExampleObject(name = "by device and time", value = BY_TIME)
                            }))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = MetadataAccepted.class)))
    public Response attach(@Context HttpServerRequest request, InputStream body) throws IOException {
        Reporter reporter = gate.admit(request);
        Json.requireContentType(request.getHeader("Content-Type"));
        try (InputStream bounded = bodies.kept(request, body)) {
            var batch = new MetadataSink.Batch();
            Instant receivedAt = clock.instant();
            int accepted = Json.read(bounded, json -> read(json, reporter.workspace(), receivedAt, batch));
            if (accepted == 0 && !batch.rejections().isEmpty()) {
                throw Rejection.refusalOf(batch.rejections());
            }
            sink.append(batch, reporter, Events.micros(receivedAt), Traces.traceparent(request));
            activity.refusedInPart(reporter, "POST", PATH, batch.rejections());
            return Response.accepted(new MetadataAccepted(accepted, batch.rejections()))
                    .build();
        }
    }

    private int read(JsonParser json, String workspace, Instant receivedAt, MetadataSink.Batch batch)
            throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return readItem(json, 0, workspace, receivedAt, batch);
        }
        int accepted = 0;
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (batch.sets().size() + batch.rejections().size() >= sink.maxItems()) {
                throw ProblemException.tooLarge("A request may name up to " + sink.maxItems() + " inferences.");
            }
            accepted += readItem(json, index, workspace, receivedAt, batch);
        }
        return accepted;
    }

    private int readItem(JsonParser json, int index, String workspace, Instant receivedAt, MetadataSink.Batch batch)
            throws IOException {
        int around = json.getParsingContext().getNestingDepth();
        int depth = json.currentToken().isStructStart() ? around : around + 1;
        try {
            new MetadataItemReader(json, times, workspace, receivedAt).readInto(batch);
            return 1;
        } catch (RejectedField e) {
            batch.rejections().add(e.atIndex(index, depth));
            Json.leave(json, depth);
            return 0;
        }
    }
}
