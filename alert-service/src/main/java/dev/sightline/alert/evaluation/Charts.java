package dev.sightline.alert.evaluation;

import dev.sightline.alert.delivery.Chart;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.Season;
import dev.sightline.alert.judge.SeriesJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a series over a time, as they are judged. */
public final class Charts {
    /** How much a mail's chart shows before now. */
    static final Duration SPAN = Duration.ofHours(6);

    private static final int MOST_POINTS = 96;

    private Charts() {}

    /** Figure, baseline and band of every step in {@code [from, until)}. */
    public static List<Figures> figures(
            Judgement judgement,
            History history,
            Function<Instant, @Nullable Season> seasons,
            Instant from,
            Instant until) {
        var judge = new SeriesJudge(judgement, history, seasons, Memory.NONE);
        List<Figures> figures = new ArrayList<>();
        for (Instant at = from; at.isBefore(until); at = at.plus(judgement.bucket())) {
            figures.add(judge.judge(at).figures());
        }
        return figures;
    }

    /** The last of it, for a mail. */
    static Chart ofMail(
            Judgement judgement, History history, Function<Instant, @Nullable Season> seasons, Instant until) {
        Duration span = judgement.bucket().multipliedBy(MOST_POINTS);
        Instant from = until.minus(span.compareTo(SPAN) < 0 ? span : aligned(judgement.bucket()));
        var points = figures(judgement, history, seasons, from, until).stream()
                .map(figures -> new Chart.Point(figures.at(), figures.value(), figures.low(), figures.high()))
                .toList();
        return new Chart(points, threshold(judgement), isShare(judgement.condition()));
    }

    /** At least the span, in whole steps. */
    private static Duration aligned(Duration bucket) {
        long steps = Math.max(12, SPAN.dividedBy(bucket));
        return bucket.multipliedBy(steps);
    }

    /** Only where the thresholds are on the scale of the figure. */
    private static @Nullable Double threshold(Judgement judgement) {
        return judgement.condition() instanceof Condition.Threshold || judgement.condition() instanceof Condition.Drift
                ? judgement.thresholds().first()
                : null;
    }

    private static boolean isShare(Condition condition) {
        return condition instanceof Condition.Threshold threshold
                && (threshold.metric() == Metric.ERROR_RATE || threshold.metric() == Metric.CLASS_SHARE);
    }
}
