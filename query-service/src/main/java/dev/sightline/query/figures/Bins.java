package dev.sightline.query.figures;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fixed bins that the rollups count values in, and quantiles from such counts. A quantile is taken as linear within its
 * bin: it is off by less than the width of that bin.
 */
public enum Bins {
    /** 20 of equal width over [0, 1]. */
    CONFIDENCE(IntStream.rangeClosed(0, 20).mapToDouble(bin -> bin / 20.0)),
    /**
     * 24 over seconds: the first below 1 ms, then five to a decade, each 1.58 times as wide as the one before; the last, from
     * 25 s on, has no end, so that a quantile in it is where it begins.
     */
    INFERENCE_TIME(IntStream.rangeClosed(0, 24)
            .mapToDouble(bin -> bin == 0 ? 0 : 0.001 * Math.pow(10, (Math.min(bin, 23) - 1) / 5.0)));

    // Never handed out, and never written after this.
    @SuppressWarnings("ImmutableEnumChecker")
    private final double[] bounds;

    Bins(DoubleStream bounds) {
        this.bounds = bounds.toArray();
    }

    /**
     * What this share of the values lies below; null when the bins are empty.
     *
     * @param counts by bin; what is missing at the end is 0
     * @param share from 0 to 1
     */
    public @Nullable Double quantile(List<Long> counts, double share) {
        double wanted = share * counts.stream().mapToLong(Long::longValue).sum();
        double below = 0;
        for (int bin = 0; bin < counts.size(); bin++) {
            long count = counts.get(bin);
            if (count > 0 && below + count >= wanted) {
                return bounds[bin] + (wanted - below) / count * (bounds[bin + 1] - bounds[bin]);
            }
            below += count;
        }
        return null;
    }

    /** What half of the values lie below; null when the bins are empty. */
    public @Nullable Double median(List<Long> counts) {
        return quantile(counts, 0.5);
    }

    /** Bin by bin. */
    public static List<Long> plus(List<Long> some, List<Long> others) {
        return IntStream.range(0, Math.max(some.size(), others.size()))
                .mapToObj(bin -> at(some, bin) + at(others, bin))
                .toList();
    }

    /** With a 0 where nothing was counted: every bin is there. */
    public List<Long> whole(List<Long> counts) {
        return IntStream.range(0, bounds.length - 1)
                .mapToObj(bin -> at(counts, bin))
                .toList();
    }

    private static long at(List<Long> counts, int bin) {
        return bin < counts.size() ? counts.get(bin) : 0;
    }
}
