package dev.sightline.alert.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is ordinary for a series at each hour, learned from its own past: the mean of the same hour of the week, or of the
 * day, or of the last 24 hours, whichever the past is long enough for.
 *
 * <p>Also learned: how far bucket means scatter around that beyond what their sample sizes explain, and how far the
 * smoothed differences wandered. The latter widens the limits where neighbouring buckets resemble each other; limits for
 * independent buckets would be passed by chance every other day.
 */
public final class Season {
    /** How far back is learned from. */
    public static final Duration LONGEST_PAST = Duration.ofDays(28);

    /** With less than this, nothing is ordinary yet. */
    static final Duration SHORTEST_PAST = Duration.ofHours(12);

    private static final Duration PAST_FOR_HOURS_OF_DAY = Duration.ofDays(3);
    private static final Duration PAST_FOR_HOURS_OF_WEEK = Duration.ofDays(14);
    private static final int HOURS_OF_DAY = 24;
    private static final int CELLS = 1 + HOURS_OF_DAY + 7 * HOURS_OF_DAY;
    private static final int FEWEST_DAYS = 2;

    /**
     * No mean is known more exactly than this. A model whose confidence is always the same has no scatter to go by: without a
     * floor the least rounding would be endlessly far from its season, and a fall from one constant to another no distance at
     * all. Far below any drop that people are told of.
     */
    private static final double SMALLEST_DEVIATION = 0.001;

    private final Basis basis;
    // Arrays, and not maps of objects: thousands of seasons are kept at a time.
    private final double[] means;
    private final int[] days;
    private final double between;
    private final double smoothedDeviation;
    private final Duration untilHoursOfDay;

    private Season(
            Basis basis,
            double[] means,
            int[] days,
            double between,
            double smoothedDeviation,
            Duration untilHoursOfDay) {
        this.basis = basis;
        this.means = means;
        this.days = days;
        this.between = between;
        this.smoothedDeviation = smoothedDeviation;
        this.untilHoursOfDay = untilHoursOfDay;
    }

    /** What a step is compared with. */
    public enum Basis {
        HOUR_OF_WEEK,
        HOUR_OF_DAY,
        LAST_24_HOURS
    }

    /**
     * Learns from the steps before {@code asOf}; null while there are too few.
     *
     * @param past in order, without the periods in which something was wrong
     */
    public static @Nullable Season learn(List<Bucket> past, Instant asOf, Duration step, long minimumSamples) {
        List<Bucket> usable = past.stream()
                .filter(bucket -> bucket.predictions() >= minimumSamples
                        && bucket.start().isBefore(asOf)
                        && !bucket.start().isBefore(asOf.minus(LONGEST_PAST)))
                .toList();
        if (usable.isEmpty() || step.multipliedBy(usable.size()).compareTo(SHORTEST_PAST) < 0) {
            return null;
        }
        var length = Duration.between(usable.getFirst().start(), asOf);
        Basis basis = length.compareTo(PAST_FOR_HOURS_OF_WEEK) >= 0
                ? Basis.HOUR_OF_WEEK
                : length.compareTo(PAST_FOR_HOURS_OF_DAY) >= 0 ? Basis.HOUR_OF_DAY : Basis.LAST_24_HOURS;
        Duration left = basis == Basis.LAST_24_HOURS ? PAST_FOR_HOURS_OF_DAY.minus(length) : Duration.ZERO;
        return new Learning(basis, usable, step).season(left);
    }

    /** How long until hours of the day can be told apart; zero when they can. */
    Duration untilHoursOfDay() {
        return untilHoursOfDay;
    }

    public Basis basis() {
        return basis;
    }

    /** What is ordinary at {@code at}. */
    public Expectation at(Instant at) {
        int cell = cellAt(at);
        return new Expectation(means[cell], between * (1 + 1.0 / Math.max(1, days[cell])));
    }

    /** Standard deviation of the smoothed, standardised differences while nothing was wrong. */
    double smoothedDeviation() {
        return smoothedDeviation;
    }

    /** The narrowest part of the past that holds this hour on more than one day. */
    private int cellAt(Instant at) {
        for (int cell : cellsOf(basis, at)) {
            if (days[cell] >= FEWEST_DAYS) {
                return cell;
            }
        }
        return 0;
    }

    // 0 is everything, then the hours of the day, then those of the week.
    private static List<Integer> cellsOf(Basis basis, Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        int ofDay = 1 + time.getHour();
        int ofWeek = 1 + HOURS_OF_DAY + (time.getDayOfWeek().getValue() - 1) * HOURS_OF_DAY + time.getHour();
        return switch (basis) {
            case HOUR_OF_WEEK -> List.of(ofWeek, ofDay, 0);
            case HOUR_OF_DAY -> List.of(ofDay, 0);
            case LAST_24_HOURS -> List.of(0);
        };
    }

    /**
     * What is ordinary for one step.
     *
     * @param between variance of a bucket's mean beyond what its sample size explains
     */
    public record Expectation(double mean, double between) {
        /** How far {@code bucket} is from it, in standard deviations. */
        double scoreOf(Bucket bucket, double mean) {
            return (mean - this.mean) / deviationOf(bucket);
        }

        /** Standard deviation that a mean of as many predictions has; never 0. */
        double deviationOf(Bucket bucket) {
            double variance = between + bucket.confidenceVariance() / Math.max(1, bucket.predictions());
            return Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
        }
    }

    /** One pass for the means, one for the scatter around them, one for how the smoothed scatter wanders. */
    private static final class Learning {
        private final Basis basis;
        private final List<Bucket> past;
        private final Duration step;
        private final double[] means = new double[CELLS];
        private final int[] days = new int[CELLS];

        Learning(Basis basis, List<Bucket> usable, Duration step) {
            this.basis = basis;
            this.step = step;
            this.past = basis == Basis.LAST_24_HOURS ? lastDayOf(usable, step) : usable;
        }

        /** Not those of the clock: an incident or a silence that lasts longer would leave nothing to be judged against. */
        private static List<Bucket> lastDayOf(List<Bucket> usable, Duration step) {
            long steps = Duration.ofDays(1).dividedBy(step);
            return usable.subList((int) Math.max(0, usable.size() - steps), usable.size());
        }

        Season season(Duration untilHoursOfDay) {
            learnMeans();
            double between = betweenVariance();
            var withoutLimits = new Season(basis, means, days, between, 1, untilHoursOfDay);
            return new Season(basis, means, days, between, smoothedDeviation(withoutLimits), untilHoursOfDay);
        }

        private void learnMeans() {
            int[] buckets = new int[CELLS];
            long[] lastDay = new long[CELLS];
            for (Bucket bucket : past) {
                long day = Math.floorDiv(bucket.start().getEpochSecond(), 86_400L);
                for (int cell : cellsOf(basis, bucket.start())) {
                    buckets[cell]++;
                    means[cell] += (meanOf(bucket) - means[cell]) / buckets[cell];
                    days[cell] += lastDay[cell] == day ? 0 : 1;
                    lastDay[cell] = day;
                }
            }
        }

        private double betweenVariance() {
            var season = new Season(basis, means, days, 0, 1, Duration.ZERO);
            double squares = 0;
            for (Bucket bucket : past) {
                int cell = season.cellAt(bucket.start());
                double difference = meanOf(bucket) - means[cell];
                // The mean was learned from the bucket as well, which makes it look closer than it would be to a new
                // one.
                double unbiased = days[cell] > 1 ? days[cell] / (days[cell] - 1.0) : 1;
                squares += difference * difference * unbiased
                        - bucket.confidenceVariance() / Math.max(1, bucket.predictions());
            }
            return past.isEmpty() ? 0 : Math.max(0, squares / past.size());
        }

        private double smoothedDeviation(Season season) {
            var smoothing = new Smoothing(Memory.NONE, step);
            List<Double> smoothed = new ArrayList<>(past.size());
            for (Bucket bucket : past) {
                double mean = meanOf(bucket);
                var expected = season.at(bucket.start());
                smoothing.add(bucket.start(), expected.scoreOf(bucket, mean), mean - expected.mean());
                smoothed.add(smoothing.memory().score());
            }
            double squares =
                    smoothed.stream().mapToDouble(score -> score * score).sum();
            double observed = Math.sqrt(squares / Math.max(1, smoothed.size()));
            return Math.max(Smoothing.DEVIATION_IF_INDEPENDENT, observed);
        }

        private static double meanOf(Bucket bucket) {
            return bucket.confidenceSum() / Math.max(1, bucket.predictions());
        }
    }
}
