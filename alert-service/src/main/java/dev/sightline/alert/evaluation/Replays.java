package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.History;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.Season;
import dev.sightline.alert.judge.SeriesJudge;
import dev.sightline.alert.measure.Measurements;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.state.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges a time that is over, as it would have been judged then. Nothing is stored. */
@ApplicationScoped
public class Replays {
    /** Seasons are learned anew this often; more often changes no picture. */
    private static final Duration RELEARN = Duration.ofHours(6);

    private final Measurements measurements;
    private final AlertConfig.Evaluation config;

    Replays(Measurements measurements, AlertConfig config) {
        this.measurements = measurements;
        this.config = config.evaluation();
    }

    /** The same of a rule that never was: when something was wrong is found on the way, by the rule itself. */
    public Map<String, List<SeriesWalk.Judged>> ofNewRule(
            String workspace, RuleDefinition rule, Instant from, Instant until) {
        Judgement judgement = rule.judgement();
        var policy = rule.policy().endingAfter(config.bucketsUntilResolved());
        Map<String, List<SeriesWalk.Judged>> walks = new TreeMap<>();
        measurements
                .of(workspace, rule.scope(), judgement, from.minus(lookBack(judgement)), until)
                .forEach((model, history) -> walks.put(model, walk(judgement, policy, history, from, until)));
        return walks;
    }

    /** From one learning to the next, so that each knows what was wrong before. */
    private static List<SeriesWalk.Judged> walk(
            Judgement judgement, Policy policy, History history, Instant from, Instant until) {
        List<Incidents.Span> wrong = new ArrayList<>();
        var judge = new SeriesJudge(judgement, history, seasons(judgement, history, wrong), Memory.NONE);
        List<SeriesWalk.Judged> walk = new ArrayList<>();
        AlertState state = new AlertState.Ok();
        for (Instant begin = from; begin.isBefore(until); ) {
            Instant next = aligned(lastLearning(begin).plus(RELEARN), judgement.bucket());
            Instant end = next.isBefore(until) ? next : until;
            walk.addAll(SeriesWalk.over(judge, state, policy, begin, end, judgement.bucket()));
            state = walk.getLast().step().state();
            wrong.clear();
            wrong.addAll(SeriesWalk.incidents(walk, judgement.bucket()));
            begin = end;
        }
        return walk;
    }

    /**
     * Every bucket in {@code [from, until)} of each series under a rule, by model.
     *
     * @param wrong when something is known to have been wrong, so that it is not learned from
     */
    public Map<String, List<SeriesWalk.Judged>> of(
            String workspace, RuleDefinition rule, List<Incidents.Span> wrong, Instant from, Instant until) {
        Judgement judgement = rule.judgement();
        var policy = rule.policy().endingAfter(config.bucketsUntilResolved());
        Map<String, List<SeriesWalk.Judged>> walks = new TreeMap<>();
        measurements
                .of(workspace, rule.scope(), judgement, from.minus(lookBack(judgement)), until)
                .forEach((model, history) -> {
                    var judge = new SeriesJudge(judgement, history, seasons(judgement, history, wrong), Memory.NONE);
                    walks.put(
                            model,
                            SeriesWalk.over(judge, new AlertState.Ok(), policy, from, until, judgement.bucket()));
                });
        return walks;
    }

    /** The first step at or after {@code time}. */
    public static Instant aligned(Instant time, Duration bucket) {
        long step = bucket.toSeconds();
        return Instant.ofEpochSecond(Math.ceilDiv(time.getEpochSecond(), step) * step);
    }

    private static Function<Instant, @Nullable Season> seasons(
            Judgement judgement, History history, List<Incidents.Span> wrong) {
        Map<Instant, Season> learned = new HashMap<>();
        return at -> {
            Instant asOf = lastLearning(at);
            var known = learned.get(asOf);
            if (known != null) {
                return known;
            }
            var season = Seasons.learn(judgement, history, wrong, asOf);
            if (season != null) {
                learned.put(asOf, season);
            }
            return season;
        };
    }

    private static Instant lastLearning(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), RELEARN.toSeconds()) * RELEARN.toSeconds());
    }

    private static Duration lookBack(Judgement judgement) {
        return switch (judgement.condition()) {
            case Condition.ConfidenceDrop _ -> Season.LONGEST_PAST.plus(RELEARN);
            case Condition.Drift _ -> Season.LONGEST_PAST.plus(judgement.window());
            case Condition.LastWeek _ -> Duration.ofDays(7).plus(judgement.window());
            case Condition.Threshold _, Condition.DeviceSilent _ -> judgement.window();
        };
    }
}
