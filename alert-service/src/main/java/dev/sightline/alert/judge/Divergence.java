package dev.sightline.alert.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far apart two distributions are.
 *
 * @param distance Jensen-Shannon distance with logarithms to base 2: 0 is equal, 1 has nothing in common
 * @param moved the entry whose share changed most; null when both are empty
 * @param shareBefore of that entry
 * @param shareNow of that entry
 */
record Divergence(double distance, @Nullable String moved, double shareBefore, double shareNow) {
    static Divergence between(Map<String, Long> before, Map<String, Long> now) {
        double ofBefore = total(before);
        double ofNow = total(now);
        double divergence = 0;
        double largest = -1;
        String moved = null;
        double movedBefore = 0;
        double movedNow = 0;
        var names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            double p = ofBefore == 0 ? 0 : before.getOrDefault(name, 0L) / ofBefore;
            double q = ofNow == 0 ? 0 : now.getOrDefault(name, 0L) / ofNow;
            double middle = (p + q) / 2;
            divergence += (term(p, middle) + term(q, middle)) / 2;
            if (Math.abs(p - q) > largest) {
                largest = Math.abs(p - q);
                moved = name;
                movedBefore = p;
                movedNow = q;
            }
        }
        return new Divergence(Math.sqrt(Math.max(0, divergence)), moved, movedBefore, movedNow);
    }

    /** A histogram of confidences, its bins named by their range. */
    static Map<String, Long> named(Histogram confidences) {
        List<Long> counts = confidences.counts();
        Map<String, Long> named = new LinkedHashMap<>();
        for (int bin = 0; bin < counts.size(); bin++) {
            int percent = bin * 100 / Histogram.CONFIDENCE_BINS;
            named.put(
                    "confidence %d–%d %%".formatted(percent, percent + 100 / Histogram.CONFIDENCE_BINS),
                    counts.get(bin));
        }
        return named;
    }

    private static double term(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
    }

    private static double total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
