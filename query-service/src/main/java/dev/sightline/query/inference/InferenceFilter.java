package dev.sightline.query.inference;

import dev.sightline.contract.events.ModelId;
import dev.sightline.query.metadata.MetadataFilter;
import dev.sightline.query.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which inferences are asked for.
 *
 * @param modelId null for all
 * @param deviceId null for all
 */
record InferenceFilter(@Nullable String modelId, @Nullable String deviceId, MetadataFilter metadata) {
    InferenceFilter {
        if (modelId != null && modelId.isBlank()) {
            throw ProblemException.input("model_id", modelId, "project/version");
        }
    }

    /** Null for all. */
    @Nullable ModelId model() {
        return modelId == null ? null : ModelId.parse(modelId);
    }
}
