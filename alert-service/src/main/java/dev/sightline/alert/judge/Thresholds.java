package dev.sightline.alert.judge;

import org.jspecify.annotations.Nullable;

/**
 * From where on a figure is trouble, and from where on it is over.
 *
 * @param warning null when the rule knows only critical
 * @param critical null when the rule knows only warnings
 * @param recovery where it counts as over; null for the milder of the two, which is no band at all
 */
public record Thresholds(
        @Nullable Double warning,
        @Nullable Double critical,
        @Nullable Double recovery) {
    /** None: for conditions that need no number. */
    public static final Thresholds NONE = new Thresholds(null, null, null);

    /** What {@code value} amounts to. */
    Level levelOf(double value, Direction direction) {
        if (critical != null && direction.reaches(value, critical)) {
            return Level.CRITICAL;
        }
        if (warning != null && direction.reaches(value, warning)) {
            return Level.WARNING;
        }
        return recovery != null && direction.reaches(value, recovery) ? Level.BETWEEN : Level.CLEAR;
    }

    /** The milder threshold: from here on something is wrong at all. */
    public @Nullable Double first() {
        return warning != null ? warning : critical;
    }
}
