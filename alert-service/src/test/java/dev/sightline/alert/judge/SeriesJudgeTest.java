package dev.sightline.alert.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesJudgeTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");
    private static final int STEPS_PER_DAY = 288;

    @Test
    void a_drop_is_a_breach_within_forty_minutes_and_the_season_alone_is_none() {
        var buckets = season(20, 0);
        Instant from = BEGIN.plus(Duration.ofDays(20));
        buckets.addAll(season(from, STEPS_PER_DAY, 0));
        assertThat(firstBreach(buckets, from)).as("an ordinary day").isNull();

        var dropped = season(20, 0);
        dropped.addAll(season(from, STEPS_PER_DAY, 0.05));
        var breach = firstBreach(dropped, from);

        assertThat(breach).isNotNull();
        assertThat(Duration.between(from, breach)).isLessThanOrEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void a_confidence_that_never_changes_has_a_band_around_it() {
        var judged = judgedAfter(constant(0.9), 0.9);

        assertThat(judged.level()).isEqualTo(Level.CLEAR);
        var figures = judged.figures();
        assertThat(figures.low()).isBetween(0.88, 0.8999);
        assertThat(figures.high()).isBetween(0.9001, 0.92);
    }

    @Test
    void the_least_noise_after_a_constant_is_no_breach_and_a_real_drop_is() {
        Instant from = BEGIN.plus(Duration.ofDays(20));
        for (double noise : List.of(1e-12, 0.0005, 0.01)) {
            var buckets = constant(0.9);
            for (int step = 0; step < STEPS_PER_DAY; step++) {
                buckets.add(constant(from.plus(STEP.multipliedBy(step)), 0.9 - noise * (step % 3)));
            }

            assertThat(firstBreach(buckets, from)).as("noise of %s", noise).isNull();
        }
        for (double lost : List.of(0.05, 0.4)) {
            var buckets = constant(0.9);
            for (int step = 0; step < STEPS_PER_DAY; step++) {
                buckets.add(constant(from.plus(STEP.multipliedBy(step)), 0.9 - lost));
            }

            assertThat(firstBreach(buckets, from))
                    .as("a drop of %s from one constant to another", lost)
                    .isNotNull()
                    .isBetween(from, from.plus(Duration.ofMinutes(40)));
        }
    }

    @Test
    void too_few_samples_and_too_little_past_are_no_verdict() {
        var judgement = drop();
        var history = new History(STEP, season(20, 0));
        Instant gap = BEGIN.plus(Duration.ofDays(20));

        assertThat(new SeriesJudge(judgement, history, at -> null, Memory.NONE).judge(gap))
                .isInstanceOf(Verdict.Missing.class);
        assertThat(new SeriesJudge(judgement, history, at -> null, Memory.NONE).judge(BEGIN))
                .isInstanceOfSatisfying(
                        Verdict.Missing.class,
                        missing -> assertThat(missing.figures().detail())
                                .isEqualTo("baseline ready after 12 hours of figures; nothing is judged until then"));
    }

    @Test
    void a_cold_start_says_what_it_still_needs_and_what_is_judged_against_until_then() {
        Instant at = at(1);
        var season = Season.learn(season(1), at, STEP, 30);

        var verdict = new SeriesJudge(drop(), new History(STEP, season(2, 0)), _ -> season, Memory.NONE).judge(at);

        assertThat(verdict.figures().detail())
                .isEqualTo("baseline ready in 2 days; until then judged against the last 24 h");
    }

    @Test
    void in_a_cold_start_the_last_24_hours_are_those_with_figures_however_long_ago() {
        var season = Objects.requireNonNull(Season.learn(season(1), at(2.5), STEP, 30));

        assertThat(season.basis()).isEqualTo(Season.Basis.LAST_24_HOURS);
        assertThat(season.at(at(2.5)).mean()).isBetween(0.79, 0.81);
    }

    @Test
    void seasons_become_finer_as_more_is_known() {
        assertThat(Season.learn(season(0.2), at(0.2), STEP, 30)).isNull();
        assertThat(basisAfter(1)).isEqualTo(Season.Basis.LAST_24_HOURS);
        assertThat(basisAfter(5)).isEqualTo(Season.Basis.HOUR_OF_DAY);
        assertThat(basisAfter(15)).isEqualTo(Season.Basis.HOUR_OF_WEEK);
    }

    @Test
    void between_warning_and_recovery_lies_a_band() {
        var thresholds = new Thresholds(10.0, 20.0, 8.0);

        assertThat(thresholds.levelOf(25, Direction.ABOVE)).isEqualTo(Level.CRITICAL);
        assertThat(thresholds.levelOf(10, Direction.ABOVE)).isEqualTo(Level.WARNING);
        assertThat(thresholds.levelOf(9, Direction.ABOVE)).isEqualTo(Level.BETWEEN);
        assertThat(thresholds.levelOf(7, Direction.ABOVE)).isEqualTo(Level.CLEAR);
        assertThat(new Thresholds(0.5, null, 0.6).levelOf(0.55, Direction.BELOW))
                .isEqualTo(Level.BETWEEN);
    }

    @Test
    void drift_names_the_class_that_moved_most() {
        var hour = Duration.ofHours(1);
        var judgement = new Judgement(
                new Condition.Drift(Condition.Drift.Of.CLASSES), new Thresholds(0.1, null, null), hour, hour, 1000);
        var history = new History(
                hour,
                List.of(
                        classes(BEGIN, Map.of("helmet", 900L, "vest", 900L, "person", 200L)),
                        classes(BEGIN.plus(hour), Map.of("helmet", 1500L, "vest", 400L, "person", 100L))));

        var verdict = new SeriesJudge(judgement, history, at -> null, Memory.NONE).judge(BEGIN.plus(hour));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Judged.class, judged -> {
            assertThat(judged.level()).isEqualTo(Level.WARNING);
            assertThat(judged.figures().detail()).isEqualTo("helmet moved from 45.0 % to 75.0 %");
        });
    }

    @Test
    void distance_is_nothing_between_equals_and_one_between_strangers() {
        assertThat(Divergence.between(Map.of("a", 5L), Map.of("a", 50L)).distance())
                .isZero();
        assertThat(Divergence.between(Map.of("a", 5L), Map.of("b", 5L)).distance())
                .isEqualTo(1);
    }

    @Test
    void quantiles_come_from_bins() {
        var counts = new ArrayList<>(java.util.Collections.nCopies(Histogram.CONFIDENCE_BINS, 0L));
        counts.set(10, 100L);

        assertThat(Histogram.of(counts).confidenceQuantile(0.5)).isEqualTo(0.525);
        assertThat(Histogram.empty().confidenceQuantile(0.5)).isNull();
    }

    private static @Nullable Instant firstBreach(List<Bucket> buckets, Instant from) {
        var season = Season.learn(buckets, from, STEP, 30);
        var judge = new SeriesJudge(drop(), new History(STEP, buckets), at -> season, Memory.NONE);
        for (Instant at = from; at.isBefore(from.plus(Duration.ofDays(1))); at = at.plus(STEP)) {
            if (judge.judge(at) instanceof Verdict.Judged(Level level, Figures _)
                    && (level == Level.WARNING || level == Level.CRITICAL)) {
                return at.plus(STEP);
            }
        }
        return null;
    }

    private static Verdict.Judged judgedAfter(List<Bucket> past, double mean) {
        Instant at = BEGIN.plus(Duration.ofDays(20));
        var season = Season.learn(past, at, STEP, 30);
        var judge = new SeriesJudge(drop(), new History(STEP, List.of(constant(at, mean))), _ -> season, Memory.NONE);
        return (Verdict.Judged) judge.judge(at);
    }

    private static Judgement drop() {
        return new Judgement(
                new Condition.ConfidenceDrop(Condition.ConfidenceDrop.USUAL_SENSITIVITY),
                new Thresholds(0.03, 0.1, 0.015),
                STEP,
                STEP,
                30);
    }

    private static Season.@Nullable Basis basisAfter(double days) {
        var season = Season.learn(season(days), at(days), STEP, 30);
        return season == null ? null : season.basis();
    }

    private static Instant at(double days) {
        return BEGIN.plusSeconds(Math.round(days * 86_400));
    }

    private static List<Bucket> season(double days) {
        return season(days, 0);
    }

    private static List<Bucket> season(double days, double lost) {
        return season(BEGIN, (int) Math.round(days * STEPS_PER_DAY), lost);
    }

    /** Confidence that goes up and down with the day, 300 predictions a bucket. */
    private static List<Bucket> season(Instant from, int steps, double lost) {
        var random = new SplittableRandom(42);
        List<Bucket> buckets = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Instant at = from.plus(STEP.multipliedBy(step));
            double ofDay = (at.getEpochSecond() % 86_400) / 86_400.0 * 2 * Math.PI;
            double mean = 0.8 + 0.03 * Math.sin(ofDay) - lost + 0.01 * random.nextGaussian();
            double variance = 0.15 * 0.15;
            buckets.add(Bucket.ofConfidences(at, 300, 300 * mean, 300 * (mean * mean + variance)));
        }
        return buckets;
    }

    /** Twenty days of one confidence. */
    private static List<Bucket> constant(double confidence) {
        List<Bucket> buckets = new ArrayList<>();
        for (int step = 0; step < 20 * STEPS_PER_DAY; step++) {
            buckets.add(constant(BEGIN.plus(STEP.multipliedBy(step)), confidence));
        }
        return buckets;
    }

    private static Bucket constant(Instant at, double confidence) {
        return Bucket.ofConfidences(at, 300, 300 * confidence, 300 * confidence * confidence);
    }

    private static Bucket classes(Instant start, Map<String, Long> classes) {
        long predictions = classes.values().stream().mapToLong(Long::longValue).sum();
        return new Bucket(
                start,
                predictions,
                0,
                predictions,
                predictions,
                0,
                0,
                0,
                0,
                Histogram.empty(),
                Histogram.empty(),
                classes);
    }
}
