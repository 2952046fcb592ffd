package dev.sightline.alert.evaluation;

import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Level;
import dev.sightline.alert.judge.SeriesJudge;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.judge.Verdict;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.state.Policy;
import dev.sightline.alert.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Walks a series' state machine over closed buckets, in order. Nothing is stored and nobody is told here. */
public final class SeriesWalk {
    private SeriesWalk() {}

    /** One judged bucket and where it led to. */
    public record Judged(Instant at, Figures figures, Step step) {}

    public static List<Judged> over(
            SeriesJudge judge, AlertState state, Policy policy, Instant from, Instant until, Duration bucket) {
        List<Judged> walk = new ArrayList<>();
        AlertState current = state;
        for (Instant at = from; at.isBefore(until); at = at.plus(bucket)) {
            Verdict verdict = judge.judge(at);
            Step step = current.after(input(verdict), policy);
            walk.add(new Judged(at, verdict.figures(), step));
            current = step.state();
        }
        return walk;
    }

    /** When an incident was open on the way. */
    static List<Incidents.Span> incidents(List<Judged> walk, Duration bucket) {
        List<Incidents.Span> incidents = new ArrayList<>();
        Instant openedAt = null;
        for (Judged judged : walk) {
            boolean isOpen = judged.step().state().isOpen();
            if (isOpen && openedAt == null) {
                openedAt = judged.at().plus(bucket);
            } else if (!isOpen && openedAt != null) {
                incidents.add(new Incidents.Span(openedAt, judged.at().plus(bucket)));
                openedAt = null;
            }
        }
        if (openedAt != null) {
            incidents.add(new Incidents.Span(openedAt, null));
        }
        return incidents;
    }

    private static Input input(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Missing _ -> new Input.Missing();
            case Verdict.Judged(Level level, Figures _) ->
                switch (level) {
                    case CLEAR -> new Input.Clear();
                    case BETWEEN -> new Input.Between();
                    case WARNING -> new Input.Breach(Severity.WARNING);
                    case CRITICAL -> new Input.Breach(Severity.CRITICAL);
                };
        };
    }
}
