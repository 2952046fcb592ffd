package dev.sightline.local.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One inference as its device would report it.
 *
 * @param seconds it took; null for one that failed before the model ran
 * @param top the chosen class of a single-label classification; null for the rest
 * @param failure null for an answer
 * @param isPhotographed whether its image is sent as well
 */
record Inference(
        String id,
        Instant at,
        Stream stream,
        String version,
        @Nullable Double seconds,
        Scene scene,
        List<Prediction> predictions,
        @Nullable String top,
        @Nullable Failure failure,
        Map<String, String> metadata,
        boolean isPhotographed) {
    /** A class and how sure the model is; for most tasks also where it is. */
    record Prediction(
            String className, double confidence, @Nullable Thing thing, String detectionId) {}

    /** Why there is no answer. */
    record Failure(int status, String type, String message) {}

    String modelId() {
        return stream.model().project() + '/' + version;
    }
}
