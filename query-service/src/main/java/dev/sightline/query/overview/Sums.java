package dev.sightline.query.overview;

import dev.sightline.query.figures.Bins;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is summed over a bucket, or over a window: sums and counts, since an average of averages would be wrong. */
record Sums(
        long start,
        long requests,
        long errors,
        long predictions,
        double confidenceSum,
        long timedRequests,
        double inferenceTimeSum,
        List<Long> confidenceHistogram,
        List<Long> inferenceTimeHistogram) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

    Sums plus(Sums other) {
        return new Sums(
                start,
                requests + other.requests,
                errors + other.errors,
                predictions + other.predictions,
                confidenceSum + other.confidenceSum,
                timedRequests + other.timedRequests,
                inferenceTimeSum + other.inferenceTimeSum,
                Bins.plus(confidenceHistogram, other.confidenceHistogram),
                Bins.plus(inferenceTimeHistogram, other.inferenceTimeHistogram));
    }

    @Nullable Double averageConfidence() {
        return ratio(confidenceSum, predictions);
    }

    @Nullable Double averageInferenceTime() {
        return ratio(inferenceTimeSum, timedRequests);
    }

    @Nullable Double errorRate() {
        return ratio((double) errors, requests);
    }

    @Nullable Double confidence(double share) {
        return Bins.CONFIDENCE.quantile(confidenceHistogram, share);
    }

    @Nullable Double inferenceTime(double share) {
        return Bins.INFERENCE_TIME.quantile(inferenceTimeHistogram, share);
    }

    Overview.Point point(Instant at, boolean isComplete) {
        return new Overview.Point(
                at,
                requests,
                errors,
                predictions,
                averageConfidence(),
                confidence(0.1),
                confidence(0.9),
                averageInferenceTime(),
                inferenceTime(0.5),
                inferenceTime(0.95),
                isComplete);
    }

    private static @Nullable Double ratio(double sum, long count) {
        return count == 0 ? null : (Double) (sum / count);
    }
}
