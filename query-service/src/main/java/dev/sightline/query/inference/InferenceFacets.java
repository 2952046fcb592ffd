package dev.sightline.query.inference;

import dev.sightline.query.window.TimeWindow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What there is to filter by. */
@Schema(description = "What the inferences of the window hold that can be filtered by.")
record InferenceFacets(
        TimeWindow window,

        @Schema(description = "Inferences that were looked at: the newest of the window, up to a bound.")
        long inferences,

        List<Facet> facets) {
    /** A filter, and the values that it would let through. */
    @Schema(name = "InferenceFacet", description = "A filter, and the values that it would let through.")
    record Facet(
            @Schema(description = "The filter's parameter.") String filter,

            @Schema(description = "The most frequent ones, 100 at most; what says nothing is left out.")
            List<FacetValue> values) {}

    /** A value, and how often it is there. */
    @Schema(name = "InferenceFacetValue", description = "A value, and how many inferences have it.")
    record FacetValue(String value, long inferences) {}
}
