package dev.sightline.ingest.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sightline.contract.access.ReportKind;
import dev.sightline.contract.events.InferenceAnnotated;
import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.MetadataLimits;
import dev.sightline.ingest.access.Gate;
import dev.sightline.ingest.access.KeyActivity;
import dev.sightline.ingest.access.RateLimits;
import dev.sightline.ingest.access.Reporter;
import dev.sightline.ingest.events.EventLog;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.events.InferenceDraft;
import dev.sightline.ingest.events.Traces;
import dev.sightline.ingest.http.Multipart;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.RequestBodies;
import dev.sightline.ingest.http.SpooledBody;
import dev.sightline.ingest.image.ImageIntake;
import dev.sightline.ingest.inference.InferenceReader;
import dev.sightline.ingest.inference.MetadataFields;
import dev.sightline.ingest.json.Json;
import dev.sightline.ingest.json.RejectedField;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /dataset/{dataset}/upload} and {@code …/annotate/{image}}: how a server gives the image of an inference, and
 * then the boxes that its report had not. The {@code inference_id} of the upload is the whole link between them.
 *
 * <p>An upload is never answered with "duplicate": the server would then keep the boxes to itself.
 */
@Path("/dataset/{dataset}")
@Tag(name = "compatible")
@RunOnVirtualThread
public class DatasetResource {
    private final Gate gate;
    private final RateLimits rates;
    private final RequestBodies bodies;
    private final ImageIntake images;
    private final InferenceReader answers;
    private final EventLog log;
    private final KeyActivity activity;
    private final Clock clock;

    DatasetResource(
            Gate gate,
            RateLimits rates,
            RequestBodies bodies,
            ImageIntake images,
            InferenceReader answers,
            EventLog log,
            KeyActivity activity,
            Clock clock) {
        this.gate = gate;
        this.rates = rates;
        this.bodies = bodies;
        this.images = images;
        this.answers = answers;
        this.log = log;
        this.activity = activity;
        this.clock = clock;
    }

    /** That an image was taken, and what its boxes are to name. */
    public record Uploaded(boolean success, String id) {}

    /** That boxes were taken. */
    public record Annotated(boolean success) {}

    /** Takes the image of an inference. */
    @POST
    @Path("upload")
    @Operation(
            summary = "Image of an inference, as the block \"Roboflow Dataset Upload\" sends it",
            description = "multipart/form-data with the image as \"file\" and perhaps \"metadata\"; the query names the"
                    + " inference_id. Without one the image belongs to no inference and goes after a day.")
    public Uploaded upload(@Context HttpServerRequest request, InputStream body) throws IOException {
        Reporter reporter = gate.admit(request);
        String workspace = reporter.workspace();
        try (SpooledBody spooled = bodies.imageInParts(request, body)) {
            var parts = Multipart.of(spooled.content(), request.getHeader("Content-Type"));
            ByteBuffer file = parts.bytes("file")
                    .orElseThrow(() -> ProblemException.invalid("file", "nothing", "a part with the image"));
            String named = request.getParam("inference_id");
            String inferenceId = named == null || named.isBlank() ? "" : named;
            var sender = ImageIntake.Sender.of(request, workspace);
            String traceparent = Traces.traceparent(request);
            InferenceMetadataSet.Builder metadata =
                    metadata(parts.text("metadata").orElse(""));
            InferenceImageStored stored =
                    images.store(sender, inferenceId.isEmpty() ? ofNone(file) : inferenceId, spooled, "file", file);
            List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>(2);
            events.add(Events.of(stored, traceparent));
            if (metadata.getFieldsCount() > 0 && !inferenceId.isEmpty()) {
                metadata.setWorkspace(workspace).setInferenceId(inferenceId);
                metadata.setReceivedAtMicros(stored.getReceivedAtMicros());
                events.add(Events.of(metadata.build(), traceparent));
            }
            log.append(events);
            activity.received(reporter, ReportKind.REPORT_KIND_IMAGE, sender.device(), "", 1);
            String hash = stored.getObjectKey().substring(stored.getObjectKey().lastIndexOf('/') + 1);
            return new Uploaded(true, new UploadId(hash, stored.getInferenceId()).text());
        } catch (ProblemException e) {
            throw withError(e);
        }
    }

    /** Takes the boxes of an image. */
    @POST
    @Path("annotate/{image}")
    @Operation(
            summary = "Boxes for an uploaded image",
            description = "JSON with image and predictions, or the names of classes as text, which say nothing that the"
                    + " inference itself does not.")
    public Annotated annotate(@Context HttpServerRequest request, @PathParam("image") String image, InputStream body)
            throws IOException {
        Reporter reporter = gate.admit(request);
        String workspace = reporter.workspace();
        try (InputStream bounded = bodies.kept(request, body)) {
            UploadId upload = UploadId.parse(image)
                    .orElseThrow(() -> new ProblemException(
                            404,
                            "unknown-image",
                            "There is no such image",
                            "The path ends with the id that the upload was answered with."));
            byte[] annotation = bounded.readAllBytes();
            rates.take(workspace, 1);
            if (isJson(annotation)) {
                InferenceAnnotated.Builder boxes = boxes(annotation);
                boxes.setWorkspace(workspace)
                        .setInferenceId(upload.inferenceId())
                        .setObjectKey(workspace + '/' + upload.contentHash())
                        .setReceivedAtMicros(Events.micros(clock.instant()));
                append(boxes.build(), Traces.traceparent(request));
                activity.received(reporter, ReportKind.REPORT_KIND_ANNOTATION, "", "", boxes.getPredictionsCount());
            }
            return new Annotated(true);
        } catch (ProblemException e) {
            throw withError(e);
        }
    }

    private void append(InferenceAnnotated boxes, @Nullable String traceparent) {
        if (boxes.getSerializedSize() > log.maxEventBytes()) {
            throw ProblemException.tooLarge("Boxes of one image may have up to " + log.maxEventBytes() + " bytes.");
        }
        log.append(List.of(Events.of(boxes, traceparent)));
    }

    private InferenceAnnotated.Builder boxes(byte[] annotation) {
        return Json.read(annotation, json -> {
            var draft = new InferenceDraft();
            try {
                answers.readAnswer(json, draft);
            } catch (RejectedField e) {
                throw refused(e, "");
            }
            InferenceRecorded answer = draft.toMessage();
            return InferenceAnnotated.newBuilder()
                    .setImageWidth(answer.getImageWidth())
                    .setImageHeight(answer.getImageHeight())
                    .addAllPredictions(answer.getPredictionsList());
        });
    }

    private static InferenceMetadataSet.Builder metadata(String text) {
        var metadata = InferenceMetadataSet.newBuilder();
        if (text.isBlank()) {
            return metadata;
        }
        return Json.read(text.getBytes(StandardCharsets.UTF_8), json -> readMetadata(json, metadata));
    }

    private static InferenceMetadataSet.Builder readMetadata(JsonParser json, InferenceMetadataSet.Builder metadata)
            throws IOException {
        try {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw RejectedField.at(json, "an object");
            }
            Json.eachField(json, name -> {
                metadata.addFields(MetadataFields.read(json, name));
                if (metadata.getFieldsCount() > MetadataLimits.FIELDS) {
                    throw RejectedField.at(json, "at most " + MetadataLimits.FIELDS + " fields");
                }
            });
            return metadata;
        } catch (RejectedField e) {
            throw refused(e, "metadata");
        }
    }

    private static ProblemException refused(RejectedField refused, String around) {
        var rejection = refused.atIndex(0, 1);
        String dot = around.isEmpty() || rejection.field().isEmpty() ? "" : ".";
        return ProblemException.invalid(around + dot + rejection.field(), rejection.got(), rejection.expected());
    }

    private static boolean isJson(byte[] annotation) {
        for (byte one : annotation) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return one == '{';
            }
        }
        return false;
    }

    /** A name for the inference that an image without one belongs to: the same image again is not another. */
    private static String ofNone(ByteBuffer file) {
        return "upload-" + Integer.toHexString(file.hashCode()) + '-' + file.limit();
    }

    /** What clients know an error by is {@code error}. */
    private static ProblemException withError(ProblemException problem) {
        return problem.with("error", String.valueOf(problem.getMessage()));
    }
}
