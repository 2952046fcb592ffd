package dev.sightline.alert.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges the steps of one series in order.
 *
 * <p>Holds what has to be carried from step to step; whoever stores {@link #memory} can go on where this one stopped.
 */
public final class SeriesJudge {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final long FEWEST_FOR_DRIFT = 1000;

    private final Judgement judgement;
    private final History history;
    private final Function<Instant, @Nullable Season> seasons;
    private final Smoothing smoothing;

    /** @param seasons what is ordinary, as known at a time; null while too little is */
    public SeriesJudge(
            Judgement judgement, History history, Function<Instant, @Nullable Season> seasons, Memory memory) {
        this.judgement = judgement;
        this.history = history;
        this.seasons = seasons;
        this.smoothing = new Smoothing(memory, judgement.bucket());
    }

    public Memory memory() {
        return smoothing.memory();
    }

    /** The verdict on the step that begins at {@code at}; steps are to be asked for in order. */
    public Verdict judge(Instant at) {
        return switch (judgement.condition()) {
            case Condition.ConfidenceDrop drop -> judgeDrop(at, drop);
            case Condition.Threshold threshold -> judgeThreshold(at, threshold);
            case Condition.LastWeek _ -> judgeLastWeek(at);
            case Condition.Drift drift -> judgeDrift(at, drift);
            case Condition.DeviceSilent _ ->
                throw new IllegalArgumentException("silence is judged by beats, not by figures");
        };
    }

    /** The figure of a step as it can be read now, without judging it: {@code value} and {@code samples}. */
    public Figures read(Instant at) {
        return switch (judgement.condition()) {
            case Condition.ConfidenceDrop _ ->
                Figures.of(at, history.at(at).meanConfidence(), history.at(at).predictions());
            case Condition.Threshold(Metric metric, Direction _) -> {
                Bucket window = windowEndingWith(at, Duration.ZERO);
                yield Figures.of(at, metric.of(window), metric.samples(window));
            }
            case Condition.LastWeek _, Condition.Drift _, Condition.DeviceSilent _ -> {
                Bucket window = windowEndingWith(at, Duration.ZERO);
                yield Figures.of(at, window.meanConfidence(), window.predictions());
            }
        };
    }

    private Verdict judgeDrop(Instant at, Condition.ConfidenceDrop drop) {
        Bucket bucket = history.at(at);
        Double mean = bucket.meanConfidence();
        var figures = Figures.of(at, mean, bucket.predictions());
        if (mean == null || bucket.predictions() < judgement.minimumSamples()) {
            return tooFew(figures);
        }
        Season season = seasons.apply(at);
        if (season == null) {
            return new Verdict.Missing(
                    figures.saying("baseline ready after %d hours of figures; nothing is judged until then"
                            .formatted(Season.SHORTEST_PAST.toHours())));
        }
        var expected = season.at(at);
        smoothing.add(at, expected.scoreOf(bucket, mean), mean - expected.mean());
        double lost = -smoothing.memory().effect();
        double score = smoothing.memory().score() / season.smoothedDeviation();
        double band = drop.sensitivity() * expected.deviationOf(bucket);
        return new Verdict.Judged(
                levelOfDrop(lost, score <= -drop.sensitivity()),
                figures.against(expected.mean(), lost)
                        .within(expected.mean() - band, expected.mean() + band, score)
                        .saying(wordsFor(season)));
    }

    /** Out of the ordinary alone is no breach: with enough predictions any difference is. */
    private Level levelOfDrop(double lost, boolean isOutOfTheOrdinary) {
        Level level = judgement.thresholds().levelOf(lost, Direction.ABOVE);
        boolean isBreach = level == Level.WARNING || level == Level.CRITICAL;
        return isBreach && !isOutOfTheOrdinary ? Level.BETWEEN : level;
    }

    private Verdict judgeThreshold(Instant at, Condition.Threshold threshold) {
        Bucket window = windowEndingWith(at, Duration.ZERO);
        Metric metric = threshold.metric();
        Double value = metric.of(window);
        var figures = Figures.of(at, value, metric.samples(window));
        boolean isEnough = metric.countsSilence() || metric.samples(window) >= judgement.minimumSamples();
        return value == null || !isEnough
                ? tooFew(figures)
                : new Verdict.Judged(judgement.thresholds().levelOf(value, threshold.direction()), figures);
    }

    private Verdict judgeLastWeek(Instant at) {
        Bucket now = windowEndingWith(at, Duration.ZERO);
        Bucket before = windowEndingWith(at, WEEK);
        Double value = now.meanConfidence();
        Double lastWeek = before.meanConfidence();
        var figures = Figures.of(at, value, now.predictions());
        if (value == null || now.predictions() < judgement.minimumSamples()) {
            return tooFew(figures);
        }
        if (lastWeek == null || lastWeek == 0 || before.predictions() < judgement.minimumSamples()) {
            return new Verdict.Missing(figures.saying("there is too little of the same hours one week earlier"));
        }
        double lost = (lastWeek - value) / lastWeek;
        return new Verdict.Judged(
                judgement.thresholds().levelOf(lost, Direction.ABOVE), figures.against(lastWeek, lost));
    }

    private Verdict judgeDrift(Instant at, Condition.Drift drift) {
        Instant end = at.plus(judgement.bucket());
        Instant begin = end.minus(judgement.window());
        Bucket now = history.sum(begin, end);
        // Learned from the weeks before: the window itself must not be part of what it is compared with.
        Bucket before = history.sum(begin.minus(Season.LONGEST_PAST), begin);
        var figures = Figures.of(at, null, now.predictions());
        long needed = Math.max(FEWEST_FOR_DRIFT, judgement.minimumSamples());
        if (now.predictions() < needed) {
            return tooFew(figures);
        }
        if (before.predictions() < needed) {
            return new Verdict.Missing(figures.saying("there is too little before the window to compare with"));
        }
        var apart = Divergence.between(distribution(before, drift), distribution(now, drift));
        return new Verdict.Judged(
                judgement.thresholds().levelOf(apart.distance(), Direction.ABOVE),
                new Figures(
                        at,
                        apart.distance(),
                        0.0,
                        null,
                        null,
                        apart.distance(),
                        now.predictions(),
                        null,
                        "%s moved from %.1f %% to %.1f %%"
                                .formatted(
                                        Objects.requireNonNullElse(apart.moved(), "nothing"),
                                        apart.shareBefore() * 100,
                                        apart.shareNow() * 100)));
    }

    private static Map<String, Long> distribution(Bucket bucket, Condition.Drift drift) {
        return drift.of() == Condition.Drift.Of.CLASSES ? bucket.classes() : Divergence.named(bucket.confidences());
    }

    private Bucket windowEndingWith(Instant at, Duration earlier) {
        Instant end = at.plus(judgement.bucket()).minus(earlier);
        return history.sum(end.minus(judgement.window()), end);
    }

    private Verdict.Missing tooFew(Figures figures) {
        return new Verdict.Missing(
                figures.saying("%d samples, %d needed".formatted(figures.samples(), judgement.minimumSamples())));
    }

    private static String wordsFor(Season season) {
        return switch (season.basis()) {
            case HOUR_OF_WEEK -> "compared with the same hour of the week";
            case HOUR_OF_DAY -> "compared with the same hour of other days";
            case LAST_24_HOURS ->
                "baseline ready in %s; until then judged against the last 24 h"
                        .formatted(counted(season.untilHoursOfDay()));
        };
    }

    /** Rounded up, in the larger unit that fits: nobody is promised it too early. */
    private static String counted(Duration time) {
        long hours = Math.max(1, Math.ceilDiv(time.toMinutes(), 60));
        long count = hours <= 24 ? hours : Math.ceilDiv(hours, 24);
        return count + (hours <= 24 ? " hour" : " day") + (count == 1 ? "" : "s");
    }
}
