package dev.sightline.alert.judge;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a series, or several of them added up: counts and sums, from which every figure follows.
 *
 * @param predictionsOfAll of every class, where {@code predictions} are those of one class; otherwise the same number
 * @param classes predictions by class; empty where nobody asked
 */
public record Bucket(
        Instant start,
        long requests,
        long errors,
        long predictions,
        long predictionsOfAll,
        double confidenceSum,
        double confidenceSumSquares,
        long timedRequests,
        double inferenceTimeSum,
        Histogram confidences,
        Histogram inferenceTimes,
        Map<String, Long> classes) {
    public Bucket {
        classes = Map.copyOf(classes);
    }

    /** A step in which nothing happened. */
    public static Bucket empty(Instant start) {
        return new Bucket(start, 0, 0, 0, 0, 0, 0, 0, 0, Histogram.empty(), Histogram.empty(), Map.of());
    }

    /** A step of which only the confidences are known. */
    public static Bucket ofConfidences(Instant start, long predictions, double sum, double sumSquares) {
        return new Bucket(
                start,
                predictions,
                0,
                predictions,
                predictions,
                sum,
                sumSquares,
                0,
                0,
                Histogram.empty(),
                Histogram.empty(),
                Map.of());
    }

    /** Both steps as one that begins where this one does. */
    public Bucket plus(Bucket other) {
        var allClasses = new HashMap<>(classes);
        other.classes.forEach((name, count) -> allClasses.merge(name, count, Long::sum));
        return new Bucket(
                start,
                requests + other.requests,
                errors + other.errors,
                predictions + other.predictions,
                predictionsOfAll + other.predictionsOfAll,
                confidenceSum + other.confidenceSum,
                confidenceSumSquares + other.confidenceSumSquares,
                timedRequests + other.timedRequests,
                inferenceTimeSum + other.inferenceTimeSum,
                confidences.plus(other.confidences),
                inferenceTimes.plus(other.inferenceTimes),
                allClasses);
    }

    /** Null when nothing was predicted. */
    public @Nullable Double meanConfidence() {
        return predictions == 0 ? null : confidenceSum / predictions;
    }

    /** Variance of single confidences; 0 when there are fewer than two. */
    public double confidenceVariance() {
        if (predictions < 2) {
            return 0;
        }
        double mean = confidenceSum / predictions;
        return Math.max(0, (confidenceSumSquares - predictions * mean * mean) / (predictions - 1));
    }
}
