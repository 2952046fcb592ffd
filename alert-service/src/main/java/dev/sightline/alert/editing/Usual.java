package dev.sightline.alert.editing;

import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.Thresholds;

/**
 * What a rule gets where it says nothing.
 *
 * @param largest the largest number that a threshold of this condition can have
 */
record Usual(long bucketSeconds, long windowSeconds, long minimumSamples, double largest, Thresholds thresholds) {
    private static final double NO_LIMIT = 1e12;

    static Usual of(Condition condition) {
        return switch (condition) {
            case Condition.ConfidenceDrop _ -> new Usual(300, 300, 30, 1, new Thresholds(0.03, 0.1, 0.015));
            case Condition.Threshold threshold ->
                new Usual(300, 900, 30, isShare(threshold.metric()) ? 1 : NO_LIMIT, Thresholds.NONE);
            case Condition.LastWeek _ -> new Usual(900, 3600, 100, 1, new Thresholds(0.1, 0.2, 0.05));
            case Condition.Drift _ -> new Usual(3600, 86_400, 1000, 1, new Thresholds(0.1, 0.2, 0.08));
            case Condition.DeviceSilent _ -> new Usual(60, 60, 1, 0, Thresholds.NONE);
        };
    }

    /** Figures per device are kept by the quarter-hour. */
    long bucketSeconds(boolean isOfDevice) {
        return isOfDevice ? Math.max(900, bucketSeconds) : bucketSeconds;
    }

    private static boolean isShare(Metric metric) {
        return switch (metric) {
            case CONFIDENCE_MEAN, CONFIDENCE_MEDIAN, ERROR_RATE, CLASS_SHARE -> true;
            case REQUESTS, ERRORS, INFERENCE_TIME_MEAN, INFERENCE_TIME_P95, CLASS_COUNT -> false;
        };
    }
}
