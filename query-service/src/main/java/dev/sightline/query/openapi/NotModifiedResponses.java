package dev.sightline.query.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Says of every question that is answered in JSON that its answer has a name, and is not sent to whoever has it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 10)
public class NotModifiedResponses implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (PathItem path : api.getPaths().getPathItems().values()) {
            var asked = path.getGET();
            if (asked != null && isAnsweredInJson(asked)) {
                asked.getResponses()
                        .addAPIResponse(
                                "304",
                                OASFactory.createAPIResponse()
                                        .description(
                                                "The answer is still the one whose ETag If-None-Match names; no body"));
            }
        }
    }

    private static boolean isAnsweredInJson(Operation asked) {
        var answer = asked.getResponses().getAPIResponse("200");
        return answer != null
                && answer.getContent() != null
                && answer.getContent().hasMediaType("application/json");
    }
}
