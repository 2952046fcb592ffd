package dev.sightline.alert.judge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure of a window that can be held against a threshold. */
public enum Metric {
    CONFIDENCE_MEAN,
    CONFIDENCE_MEDIAN,
    REQUESTS,
    ERRORS,
    ERROR_RATE,
    INFERENCE_TIME_MEAN,
    INFERENCE_TIME_P95,
    CLASS_COUNT,
    CLASS_SHARE;

    /** The name in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null when the window holds nothing to compute it from. */
    public @Nullable Double of(Bucket window) {
        return switch (this) {
            case CONFIDENCE_MEAN -> window.meanConfidence();
            case CONFIDENCE_MEDIAN -> window.confidences().confidenceQuantile(0.5);
            case REQUESTS -> (double) window.requests();
            case ERRORS -> (double) window.errors();
            case ERROR_RATE -> share((double) window.errors(), window.requests());
            case INFERENCE_TIME_MEAN -> share(window.inferenceTimeSum(), window.timedRequests());
            case INFERENCE_TIME_P95 -> window.inferenceTimes().timeQuantile(0.95);
            case CLASS_COUNT -> (double) window.predictions();
            case CLASS_SHARE -> share((double) window.predictions(), window.predictionsOfAll());
        };
    }

    /** How many single values stand behind the figure. */
    public long samples(Bucket window) {
        return switch (this) {
            case CONFIDENCE_MEAN, CONFIDENCE_MEDIAN, CLASS_COUNT -> window.predictions();
            case REQUESTS, ERRORS, ERROR_RATE -> window.requests();
            case INFERENCE_TIME_MEAN, INFERENCE_TIME_P95 -> window.timedRequests();
            case CLASS_SHARE -> window.predictionsOfAll();
        };
    }

    /** Whether nothing at all is a figure, too: counts are 0 then, means are unknown. */
    public boolean countsSilence() {
        return this == REQUESTS || this == ERRORS || this == CLASS_COUNT;
    }

    /** Whether it is about one class of the model's. */
    public boolean needsClass() {
        return this == CLASS_COUNT || this == CLASS_SHARE;
    }

    /** Whether it can be computed for one class. */
    public boolean allowsClass() {
        return needsClass() || this == CONFIDENCE_MEAN || this == CONFIDENCE_MEDIAN;
    }

    private static @Nullable Double share(double part, long whole) {
        return whole == 0 ? null : part / whole;
    }
}
