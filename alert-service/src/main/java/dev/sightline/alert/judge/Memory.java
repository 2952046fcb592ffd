package dev.sightline.alert.judge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a series' judge carries from one step to the next: exponentially weighted means.
 *
 * @param score of the standardised differences
 * @param effect of the plain differences
 * @param at the step they include last; null before the first
 */
public record Memory(double score, double effect, @Nullable Instant at) {
    public static final Memory NONE = new Memory(0, 0, null);
}
