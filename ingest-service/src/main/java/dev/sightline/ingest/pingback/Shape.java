package dev.sightline.ingest.pingback;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Whether a report holds single inferences, or the sums that servers before 2024 made themselves. Nobody wrote down how
 * those looked: they are known by what they lack.
 */
final class Shape {
    private boolean hasResults;
    private boolean hasOtherParts;
    private int results;
    private int inferences;

    /** The report has the field that inferences come in. */
    void sawResults() {
        hasResults = true;
    }

    /** An entry of that field. */
    void sawResult() {
        results++;
    }

    /** The entry held an inference. */
    void sawInference() {
        inferences++;
    }

    /** The entry was refused, for this part of it: what has a wrong part of an inference has an inference. */
    void sawRejected(String field) {
        if (field.startsWith("inference.") || field.equals("request_time")) {
            inferences++;
        }
    }

    /** A field that no report of today has. */
    void sawOther(@Nullable JsonToken token) {
        hasOtherParts |= token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    }

    boolean isAggregates() {
        return hasResults ? results > 0 && inferences == 0 : hasOtherParts;
    }
}
