package dev.sightline.query.window;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a window beside the same figure of the window before.
 *
 * @param value null when there was nothing to measure, which is not 0
 * @param previous null when there was nothing to measure in the window before
 * @param change {@code (value - previous) / previous}; null when that cannot be said
 */
@Schema(description = "A figure of the window beside the same figure of the window before; null is no data, never 0.")
public record Figure(
        @Nullable Double value,
        @Nullable Double previous,
        @Nullable Double change) {
    /** Compares two measurements. */
    public static Figure of(@Nullable Double value, @Nullable Double previous) {
        Double change = value == null || previous == null || previous == 0 ? null : (value - previous) / previous;
        return new Figure(value, previous, change);
    }

    /** Compares two counts, which are always known. */
    public static Figure of(long value, long previous) {
        return of((Double) (double) value, (Double) (double) previous);
    }
}
