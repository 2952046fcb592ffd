package dev.sightline.query.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Says that a metadata value is the text, number or boolean itself: the scanner would have it an object as well. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class MetadataValueSchema implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        var value = schemas == null ? null : schemas.get("MetadataValue");
        if (value != null) {
            value.setType(null);
            value.setProperties(null);
        }
    }
}
