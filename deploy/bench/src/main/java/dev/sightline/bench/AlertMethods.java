package dev.sightline.bench;

import dev.sightline.alert.judge.Bucket;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Level;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.Season;
import dev.sightline.alert.judge.SeriesJudge;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.judge.Thresholds;
import dev.sightline.alert.judge.Verdict;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.state.Policy;
import dev.sightline.alert.state.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ways to tell from a stream that something is wrong; each gives the times of its alarms. */
final class AlertMethods {
    private static final Instant JUDGED_FROM =
            SyntheticStream.BEGIN.plus(Duration.ofDays(SyntheticStream.WARM_UP_DAYS));
    private static final Duration RELEARN = Duration.ofHours(6);

    private AlertMethods() {}

    /** When somebody is told, and when it is over. */
    record Alarm(Instant openedAt, @Nullable Instant closedAt) {
        boolean holds(Instant at) {
            return !at.isBefore(openedAt) && (closedAt == null || at.isBefore(closedAt));
        }
    }

    /** The rule that a new workspace is offered: confidence drop, as it stands in alert-service. */
    static List<Alarm> ours(SyntheticStream stream) {
        var judgement = new Judgement(
                new Condition.ConfidenceDrop(Condition.ConfidenceDrop.USUAL_SENSITIVITY),
                new Thresholds(0.03, 0.1, 0.015),
                SyntheticStream.STEP,
                SyntheticStream.STEP,
                30);
        var run = new Run(judgement, new History(SyntheticStream.STEP, stream.buckets()));
        return run.alarms();
    }

    /** The mean of a bucket is 0.03 below that of the first two weeks. */
    static List<Alarm> fixedThreshold(SyntheticStream stream) {
        double mean = meanOf(warmUp(stream));
        return whenever(stream, bucket -> bucket.confidenceSum() / bucket.predictions() < mean - 0.03);
    }

    /** Welch's test of a bucket against the first two weeks, at 3 standard errors. */
    static List<Alarm> welch(SyntheticStream stream) {
        var before = warmUp(stream);
        double mean = meanOf(before);
        double error = before.confidenceVariance() / before.predictions();
        return whenever(stream, bucket -> {
            double difference = bucket.confidenceSum() / bucket.predictions() - mean;
            return difference / Math.sqrt(error + bucket.confidenceVariance() / bucket.predictions()) < -3;
        });
    }

    /** Population stability index of a bucket against the first two weeks above 0.1. */
    static List<Alarm> stabilityIndex(SyntheticStream stream) {
        var before = warmUp(stream).confidences().counts();
        double all = before.stream().mapToLong(Long::longValue).sum();
        return whenever(stream, bucket -> {
            var counts = bucket.confidences().counts();
            double index = 0;
            for (int bin = 0; bin < counts.size(); bin++) {
                double expected = Math.max(before.get(bin) / all, 1e-4);
                double actual = Math.max(counts.get(bin) / (double) bucket.predictions(), 1e-4);
                index += (actual - expected) * Math.log(actual / expected);
            }
            return index > 0.1;
        });
    }

    private static Bucket warmUp(SyntheticStream stream) {
        return new History(SyntheticStream.STEP, stream.buckets()).sum(SyntheticStream.BEGIN, JUDGED_FROM);
    }

    private static double meanOf(Bucket bucket) {
        return bucket.confidenceSum() / bucket.predictions();
    }

    /** An alarm at each bucket that breaches after one that did not. */
    private static List<Alarm> whenever(SyntheticStream stream, Predicate<Bucket> isBreach) {
        List<Alarm> alarms = new ArrayList<>();
        Instant since = null;
        for (Bucket bucket : stream.buckets()) {
            Instant end = bucket.start().plus(SyntheticStream.STEP);
            boolean isJudged = !bucket.start().isBefore(JUDGED_FROM) && bucket.predictions() >= 30;
            if (isJudged && isBreach.test(bucket)) {
                since = since == null ? end : since;
            } else if (isJudged && since != null) {
                alarms.add(new Alarm(since, end));
                since = null;
            }
        }
        if (since != null) {
            alarms.add(new Alarm(since, null));
        }
        return alarms;
    }

    /** Judge and state machine together, with the season learned anew as time goes by. */
    private static final class Run {
        private final Judgement judgement;
        private final History history;
        private final List<Alarm> alarms = new ArrayList<>();
        private @Nullable Instant openedAt;
        private @Nullable Season season;
        private Instant learnedAt = Instant.MIN;

        Run(Judgement judgement, History history) {
            this.judgement = judgement;
            this.history = history;
        }

        List<Alarm> alarms() {
            var judge = new SeriesJudge(judgement, history, this::seasonAt, Memory.NONE);
            AlertState state = new AlertState.Ok();
            var policy = Policy.usual(Policy.OnNoData.KEEP);
            Instant end = JUDGED_FROM.plus(Duration.ofDays(SyntheticStream.JUDGED_DAYS));
            for (Instant at = JUDGED_FROM; at.isBefore(end); at = at.plus(judgement.bucket())) {
                var step = state.after(input(judge.judge(at)), policy);
                note(step.transition(), at.plus(judgement.bucket()));
                state = step.state();
            }
            if (openedAt != null) {
                alarms.add(new Alarm(openedAt, null));
            }
            return alarms;
        }

        private void note(Transition transition, Instant at) {
            if (transition == Transition.OPENED) {
                openedAt = at;
            } else if (transition == Transition.RESOLVED && openedAt != null) {
                alarms.add(new Alarm(openedAt, at));
                openedAt = null;
            }
        }

        private @Nullable Season seasonAt(Instant at) {
            if (at.isBefore(learnedAt.equals(Instant.MIN) ? at.plus(RELEARN) : learnedAt.plus(RELEARN))
                    && season != null) {
                return season;
            }
            var past = history.between(at.minus(Season.LONGEST_PAST), at).stream()
                    .filter(bucket -> alarms.stream().noneMatch(alarm -> alarm.holds(bucket.start()))
                            && (openedAt == null || bucket.start().isBefore(openedAt)))
                    .toList();
            learnedAt = at;
            season = Season.learn(past, at, judgement.bucket(), judgement.minimumSamples());
            return season;
        }

        private static Input input(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Missing _ -> new Input.Missing();
                case Verdict.Judged judged -> of(judged.level());
            };
        }

        private static Input of(Level level) {
            return switch (level) {
                case CLEAR -> new Input.Clear();
                case BETWEEN -> new Input.Between();
                case WARNING -> new Input.Breach(Severity.WARNING);
                case CRITICAL -> new Input.Breach(Severity.CRITICAL);
            };
        }
    }
}
