package dev.sightline.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation that whatever is not documented by status is a problem (RFC 9457). */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 20)
public class ProblemResponses implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (PathItem path : api.getPaths().getPathItems().values()) {
            for (var operation : path.getOperations().values()) {
                // Added by the scanner to operations with a body, without saying what comes.
                operation.getResponses().removeAPIResponse("400");
                operation.getResponses().addAPIResponse("default", problem());
            }
        }
    }

    private static APIResponse problem() {
        var schema = OASFactory.createSchema().ref("#/components/schemas/Problem");
        var content = OASFactory.createContent()
                .addMediaType(
                        "application/problem+json", OASFactory.createMediaType().schema(schema));
        return OASFactory.createAPIResponse().description("What went wrong").content(content);
    }
}
