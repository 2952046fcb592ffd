package dev.sightline.alert.judge;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts in fixed bins, as the rollups keep them; two of one kind add up exactly. */
public final class Histogram {
    /** 20 bins of equal width over [0, 1]. */
    public static final int CONFIDENCE_BINS = 20;

    /** The first below 1 ms, then five to a decade, the last from 25 s on. */
    public static final int TIME_BINS = 24;

    private static final double FIRST_TIME_EDGE = 0.001;
    private static final int TIME_BINS_PER_DECADE = 5;

    private final long[] counts;

    private Histogram(long[] counts) {
        this.counts = counts;
    }

    public static Histogram of(List<Long> counts) {
        return new Histogram(counts.stream().mapToLong(Long::longValue).toArray());
    }

    public static Histogram empty() {
        return new Histogram(new long[0]);
    }

    /** One without bins adds nothing. */
    public Histogram plus(Histogram other) {
        long[] longer = counts.length >= other.counts.length ? counts : other.counts;
        long[] shorter = counts.length >= other.counts.length ? other.counts : counts;
        long[] sum = Arrays.copyOf(longer, longer.length);
        for (int bin = 0; bin < shorter.length; bin++) {
            sum[bin] += shorter[bin];
        }
        return new Histogram(sum);
    }

    /** How many were counted. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** Counts by bin. */
    public List<Long> counts() {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Linear within a bin of confidences; null when nothing was counted. */
    public @Nullable Double confidenceQuantile(double share) {
        return quantile(share, bin -> bin / (double) CONFIDENCE_BINS);
    }

    /** Seconds, linear within a bin of times; null when nothing was counted. The last bin is open and ends at 40 s here. */
    public @Nullable Double timeQuantile(double share) {
        return quantile(
                share, bin -> bin == 0 ? 0 : FIRST_TIME_EDGE * Math.pow(10, (bin - 1) / (double) TIME_BINS_PER_DECADE));
    }

    private @Nullable Double quantile(double share, java.util.function.IntToDoubleFunction lowerEdge) {
        double wanted = total() * share;
        double below = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0 && below + counts[bin] >= wanted) {
                double low = lowerEdge.applyAsDouble(bin);
                double high = lowerEdge.applyAsDouble(bin + 1);
                return low + (high - low) * (wanted - below) / counts[bin];
            }
            below += counts[bin];
        }
        return null;
    }
}
