package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Season;
import dev.sightline.alert.judge.SeriesJudge;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.measure.Measurements;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.rules.SeriesStates;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges one rule on every bucket that has closed since the last time, all in the transaction at hand: states, incidents
 * and what is to be sent are stored together or not at all.
 */
@ApplicationScoped
class RuleEvaluation {
    private final AlertConfig.Evaluation config;
    private final AlertRules rules;
    private final SeriesStates states;
    private final Measurements measurements;
    private final Seasons seasons;
    private final Outcome outcome;

    RuleEvaluation(
            AlertConfig config,
            AlertRules rules,
            SeriesStates states,
            Measurements measurements,
            Seasons seasons,
            Outcome outcome) {
        this.config = config.evaluation();
        this.rules = rules;
        this.states = states;
        this.measurements = measurements;
        this.seasons = seasons;
        this.outcome = outcome;
    }

    /** @param watermark up to when everything reported can be read */
    void evaluate(Transaction transaction, AlertRule rule, Instant watermark) {
        Judgement judgement = rule.definition().judgement();
        Instant until = closedUntil(watermark, judgement.bucket());
        Map<String, SeriesState> known = new TreeMap<>();
        states.of(transaction, rule.id())
                .forEach(series -> known.put(series.scope().key(), series));
        Instant from = firstToJudge(known, until, judgement.bucket());
        var histories = measurements.of(
                rule.workspace(), rule.definition().scope(), judgement, from.minus(lookBack(judgement)), until);
        Map<String, History> bySeries = new HashMap<>();
        histories.forEach((model, history) -> {
            SeriesScope scope = rule.definition().scope().of(model);
            bySeries.put(scope.key(), history);
            known.putIfAbsent(scope.key(), SeriesState.beginning(scope, until.minus(judgement.bucket())));
        });
        for (SeriesState series : known.values()) {
            History history = Objects.requireNonNullElseGet(
                    bySeries.get(series.scope().key()), () -> new History(judgement.bucket(), List.of()));
            evaluate(transaction, rule, series, history, until);
        }
        rules.evaluated(transaction, rule.id(), until.plus(judgement.bucket()).plus(config.allowance()), 0);
    }

    private void evaluate(Transaction transaction, AlertRule rule, SeriesState series, History history, Instant until) {
        Judgement judgement = rule.definition().judgement();
        Instant from = latest(series.judgedUntil(), until.minus(config.longestCatchUp()));
        // As known before the first of them: what nobody has judged yet may be an incident, and no model for itself.
        Function<Instant, @Nullable Season> ordinary = _ -> seasons.of(transaction, rule, series, from);
        var judge = new SeriesJudge(judgement, history, ordinary, series.memory());
        var revised = outcome.revise(transaction, series, judge);
        var policy = rule.definition().policy().endingAfter(config.bucketsUntilResolved());
        var walk = SeriesWalk.over(judge, series.state(), policy, from, until, judgement.bucket());
        if (walk.isEmpty()) {
            return;
        }
        List<Figures> recent = new ArrayList<>(revised);
        walk.forEach(judged -> recent.add(judge.read(judged.at())));
        Instant forgotten = until.minus(config.revisions());
        recent.removeIf(figures -> figures.at().isBefore(forgotten));
        var judged = series.judged(until, judge.memory(), walk.getLast().figures(), recent);
        outcome.apply(transaction, rule, judged, walk, () -> Charts.ofMail(judgement, history, ordinary, until));
    }

    /** The begin of the oldest bucket that some series has not been judged on. */
    private Instant firstToJudge(Map<String, SeriesState> known, Instant until, Duration bucket) {
        Instant oldest = known.values().stream()
                .map(SeriesState::judgedUntil)
                .min(Instant::compareTo)
                .orElse(until.minus(bucket));
        return latest(oldest, until.minus(config.longestCatchUp()));
    }

    /** How much more than the buckets to judge has to be read: the window, what may be revised, and a chart's worth. */
    private Duration lookBack(Judgement judgement) {
        Duration forChart = judgement.bucket().multipliedBy(Math.max(12, Charts.SPAN.dividedBy(judgement.bucket())));
        Duration forWindow = judgement.window().plus(config.revisions());
        Duration forCondition = switch (judgement.condition()) {
            case Condition.LastWeek _ -> Duration.ofDays(7).plus(forWindow).plus(forChart);
            case Condition.Drift _ -> Season.LONGEST_PAST.plus(forWindow);
            default -> forWindow;
        };
        return forCondition.compareTo(forChart) > 0 ? forCondition : forChart;
    }

    private Instant closedUntil(Instant watermark, Duration bucket) {
        long step = bucket.toSeconds();
        return Instant.ofEpochSecond(
                Math.floorDiv(watermark.minus(config.allowance()).getEpochSecond(), step) * step);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
