package dev.sightline.query.inference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Single inferences of the workspace. */
@ApplicationScoped
class InferencesQuery {
    InferencePage page(InferenceFilter filter, Cursors.Start start, int limit) {
        throw new UnsupportedOperationException(filter + " " + start + limit);
    }

    Optional<Inference> one(String inferenceId, int responseIndex) {
        throw new UnsupportedOperationException(inferenceId + responseIndex);
    }
}
