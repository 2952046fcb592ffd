package dev.sightline.alert.evaluation;

import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Direction;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.state.Step;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a step of a state machine does to incidents and their timelines. */
@ApplicationScoped
class Consequences {
    private final Incidents incidents;

    Consequences(Incidents incidents) {
        this.incidents = incidents;
    }

    /**
     * Applies one step.
     *
     * @param at when it happened, by the figures' clock
     */
    SeriesState of(
            Transaction transaction, AlertRule rule, SeriesState series, Step step, Figures figures, Instant at) {
        var next = series.in(step.state(), at);
        UUID open = series.incidentId();
        return switch (step.transition()) {
            case OPENED -> next.withIncident(open(transaction, rule, series, step.state(), figures, at));
            case RESOLVED, LAPSED -> {
                if (open != null) {
                    String reason = step.transition().name().toLowerCase(Locale.ROOT);
                    incidents.close(transaction, open, at, reason, figures);
                    incidents.note(transaction, open, IncidentEvent.of(at, reason, figures));
                }
                yield next.withIncident(null);
            }
            case NONE -> {
                follow(transaction, rule, open, step.state(), figures);
                yield next;
            }
            default -> {
                if (open != null) {
                    follow(transaction, rule, open, step.state(), figures);
                    String kind = step.transition().name().toLowerCase(Locale.ROOT);
                    incidents.note(transaction, open, IncidentEvent.of(at, kind, figures));
                }
                yield next;
            }
        };
    }

    private UUID open(
            Transaction transaction,
            AlertRule rule,
            SeriesState series,
            AlertState state,
            Figures figures,
            Instant at) {
        var id = UUID.randomUUID();
        Severity severity = severityOf(state);
        incidents.open(
                transaction,
                new Incident(
                        id,
                        rule.workspace(),
                        rule.id(),
                        rule.definition(),
                        series.scope(),
                        severity,
                        severity,
                        at,
                        null,
                        null,
                        figures,
                        figures,
                        figures,
                        null,
                        null,
                        null));
        return id;
    }

    private void follow(
            Transaction transaction, AlertRule rule, @Nullable UUID open, AlertState state, Figures figures) {
        if (open == null || figures.value() == null || !(state.lastKnown() instanceof AlertState.Firing firing)) {
            return;
        }
        var worst = incidents.find(transaction, open).orElseThrow().peakFigures();
        incidents.follow(
                transaction,
                open,
                firing.severity(),
                firing.peak(),
                figures,
                isWorse(rule, figures, worst) ? figures : worst);
    }

    private static boolean isWorse(AlertRule rule, Figures now, Figures before) {
        Double measureNow = now.measure();
        Double measureBefore = before.measure();
        if (measureNow == null || measureBefore == null) {
            return measureNow != null;
        }
        boolean isLessWorse = rule.definition().judgement().condition() instanceof Condition.Threshold threshold
                && threshold.direction() == Direction.BELOW;
        return isLessWorse ? measureNow < measureBefore : measureNow > measureBefore;
    }

    private static Severity severityOf(AlertState state) {
        return switch (state.lastKnown()) {
            case AlertState.Firing firing -> firing.severity();
            case AlertState.Recovering recovering -> recovering.severity();
            case AlertState.Ok _, AlertState.Pending _ -> Severity.WARNING;
        };
    }
}
