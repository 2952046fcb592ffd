package dev.sightline.alert.judge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a rule watches for. The numbers that make it a warning or critical are its {@link Thresholds}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Condition.ConfidenceDrop.class, name = "confidence_drop"),
    @JsonSubTypes.Type(value = Condition.Threshold.class, name = "threshold"),
    @JsonSubTypes.Type(value = Condition.LastWeek.class, name = "last_week"),
    @JsonSubTypes.Type(value = Condition.Drift.class, name = "drift"),
    @JsonSubTypes.Type(value = Condition.DeviceSilent.class, name = "device_silent")
})
public sealed interface Condition {
    /**
     * The mean confidence falls below the model's own season. Thresholds are the drop, in confidence.
     *
     * @param sensitivity how many standard deviations of the smoothed mean are out of the ordinary; less is more alarms
     */
    record ConfidenceDrop(double sensitivity) implements Condition {
        public static final double USUAL_SENSITIVITY = 3.5;
    }

    /** A figure of the window is beyond a threshold. */
    record Threshold(Metric metric, Direction direction) implements Condition {}

    /** The mean confidence is lower than in the same hours one week earlier. Thresholds are the fraction lost. */
    record LastWeek() implements Condition {}

    /** The distribution moves away from a learned reference. Thresholds are the Jensen-Shannon distance. */
    record Drift(Of of) implements Condition {
        /** Which distribution. */
        public enum Of {
            CONFIDENCE,
            CLASSES
        }
    }

    /** A device is taken for offline. It needs no thresholds: silence is judged by the beats that it promised. */
    record DeviceSilent() implements Condition {}
}
