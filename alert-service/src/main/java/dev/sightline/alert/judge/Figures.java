package dev.sightline.alert.judge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind a verdict, as incident, mail and chart show them.
 *
 * @param at begin of the judged bucket
 * @param value the figure that the condition is about; null when there is none
 * @param baseline what it was held against: the season's mean, last week's, 0 for a distance; null for plain thresholds
 * @param low lower edge of what would be ordinary; null where no band exists
 * @param high upper edge of it
 * @param measure what the thresholds are compared with: the figure itself, a drop, a distance
 * @param samples how many single values stand behind it
 * @param score how far from ordinary the smoothed figure is, in its standard deviations; null for other conditions
 * @param detail in words, such as the class that moved most; null when there is nothing to add
 */
public record Figures(
        Instant at,
        @Nullable Double value,
        @Nullable Double baseline,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double measure,
        long samples,
        @Nullable Double score,
        @Nullable String detail) {
    static Figures of(Instant at, @Nullable Double value, long samples) {
        return new Figures(at, value, null, null, null, value, samples, null, null);
    }

    Figures against(double baseline, double measure) {
        return new Figures(at, value, baseline, low, high, measure, samples, score, detail);
    }

    Figures within(double low, double high, double score) {
        return new Figures(at, value, baseline, low, high, measure, samples, score, detail);
    }

    Figures saying(@Nullable String detail) {
        return new Figures(at, value, baseline, low, high, measure, samples, score, detail);
    }
}
