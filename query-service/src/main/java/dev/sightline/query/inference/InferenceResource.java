package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** One inference of the workspace, and its image. */
@Path("/api/v1/inferences")
@Tag(name = "Inferences", description = "What was asked and answered, one by one.")
class InferenceResource {
    private final InferencesQuery inferences;
    private final Images images;
    private final CurrentCaller caller;

    InferenceResource(InferencesQuery inferences, Images images, CurrentCaller caller) {
        this.inferences = inferences;
        this.images = images;
        this.caller = caller;
    }

    @GET
    @Path("/{inference_id}")
    @RunOnVirtualThread
    @Operation(operationId = "getInference", summary = "One inference")
    @APIResponse(
            responseCode = "200",
            description = "The inference",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Inference.class)))
    @APIResponse(
            responseCode = "404",
            description = "The workspace has no such inference",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Inference one(
            @RestPath("inference_id") String inferenceId,
            @RestQuery("response_index")
                    @Parameter(
                            description = "Position in the answer when one request carried several images.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @Nullable String responseIndex,
            @RestQuery("occurred_at")
                    @Parameter(
                            description =
                                    "Its occurred_at, for who knows it: it is then found at once, and elsewhere as"
                                            + " without this if it is not there.",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable String occurredAt) {
        caller.get().mayRead();
        int index = responseIndex == null ? 0 : integer("response_index", responseIndex, 0, 65_535);
        var at = occurredAt == null ? null : TimeWindow.instant("occurred_at", occurredAt);
        return inferences
                .one(inferenceId, index, at)
                .orElseThrow(() -> ProblemException.notFound("there is no such inference"));
    }

    @GET
    @Path("/{inference_id}/image")
    @RunOnVirtualThread
    @Operation(operationId = "getInferenceImage", summary = "An inference's image", description = "As it was reported.")
    @APIResponse(
            responseCode = "200",
            description = "The image",
            content = {
                @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/webp", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "404",
            description = "The inference has no image",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response image(
            @RestPath("inference_id") String inferenceId,
            @RestQuery
                    @Parameter(
                            description = "thumbnail: JPEG of at most 320 pixels on the longer side.",
                            schema =
                                    @Schema(
                                            enumeration = {"original", "thumbnail"},
                                            defaultValue = "original"))
                    @Nullable String size,
            @Parameter(hidden = true) @HeaderParam("If-None-Match") @Nullable String known) {
        caller.get().mayRead();
        boolean isSmall = isSmall(size);
        var image = images.of(inferenceId)
                .orElseThrow(() -> ProblemException.notFound("there is no image of such an inference"));
        // The object key holds the content's hash.
        var tag = new EntityTag(image.contentHash() + (isSmall ? "-small" : ""));
        if (known != null && known.contains('"' + tag.getValue() + '"')) {
            return Response.notModified(tag).build();
        }
        // What cannot be made small is shown as it is.
        return (isSmall ? images.small(image) : Optional.<byte[]>empty())
                .map(small -> shown(small, "image/jpeg", small.length, tag))
                .orElseGet(() -> shown(images.open(image), image.contentType(), image.sizeBytes(), tag));
    }

    private static Response shown(Object content, String contentType, long length, EntityTag tag) {
        return Response.ok(content, contentType)
                .tag(tag)
                .header("Cache-Control", "private, max-age=3600")
                .header("Content-Length", length)
                // What was uploaded is shown as an image or not at all, never run as a page of this origin.
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    private static boolean isSmall(@Nullable String size) {
        if (size != null && !size.equals("original") && !size.equals("thumbnail")) {
            throw ProblemException.input("size", size, "original or thumbnail");
        }
        return "thumbnail".equals(size);
    }

    static int integer(String field, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of bounds.
        }
        throw ProblemException.input(field, text, "a whole number from " + least + " to " + most);
    }
}
