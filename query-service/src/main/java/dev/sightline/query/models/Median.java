package dev.sightline.query.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The median of a histogram of equal bins over [0, 1], taken as linear within a bin. */
final class Median {
    private Median() {}

    /** Null when the bins are empty. */
    static @Nullable Double of(List<Long> bins) {
        long all = bins.stream().mapToLong(Long::longValue).sum();
        double half = all / 2.0;
        double below = 0;
        for (int bin = 0; bin < bins.size(); bin++) {
            long count = bins.get(bin);
            if (count > 0 && below + count >= half) {
                return (bin + (half - below) / count) / bins.size();
            }
            below += count;
        }
        return null;
    }
}
