package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.metadata.MetadataLog;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Fields that people give to an inference. */
@Path("/api/v1/inferences/{inference_id}/metadata")
@Tag(name = "Inferences")
class MetadataEditResource {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final InferencesQuery inferences;
    private final MetadataLog log;
    private final CurrentCaller caller;

    MetadataEditResource(InferencesQuery inferences, MetadataLog log, CurrentCaller caller) {
        this.inferences = inferences;
        this.log = log;
        this.caller = caller;
    }

    @POST
    @RunOnVirtualThread
    @ResponseStatus(202)
    @Operation(
            operationId = "setInferenceMetadata",
            summary = "Give an inference metadata",
            description =
                    "For owners and editors, and for API keys with the scopes read and ingest. As POST /v1/metadata:"
                            + " kept when it is answered, and shown a moment later.")
    @APIResponse(responseCode = "202", description = "Kept, and on its way to the tables")
    @APIResponse(
            responseCode = "404",
            description = "The workspace has no such inference",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public void set(
            @RestPath("inference_id") String inferenceId,
            @RestQuery("response_index")
                    @Parameter(
                            description = "Any position in the answer; the fields are those of the whole request.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @Nullable String responseIndex,
            @Nullable NewMetadata wanted) {
        caller.get().mayRead();
        caller.get().mayEdit();
        int index = responseIndex == null ? 0 : InferenceResource.integer("response_index", responseIndex, 0, 65_535);
        var fields = (wanted == null ? NewMetadata.NOTHING : wanted).fields();
        if (inferences.one(inferenceId, index, null).isEmpty()) {
            throw ProblemException.notFound("there is no such inference");
        }
        log.append(caller.get().workspace(), inferenceId, fields)
                .onFailure()
                .transform(
                        failure -> ProblemException.unavailable("the fields could not be kept", RETRY_AFTER, failure))
                .await()
                .atMost(LONGEST);
    }
}
