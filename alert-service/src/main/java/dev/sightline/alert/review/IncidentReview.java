package dev.sightline.alert.review;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.evaluation.Replays;
import dev.sightline.alert.evaluation.SeriesWalk;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.measure.UnreadableException;
import dev.sightline.alert.review.IncidentView.EventView;
import dev.sightline.alert.review.IncidentView.IncidentDetails;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.rules.SeriesStates;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.store.Database;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks into one incident, and ends it by hand. */
@ApplicationScoped
class IncidentReview {
    private static final Duration LEAST_AROUND = Duration.ofHours(3);
    private static final int MOST_STEPS = 1000;

    private final Incidents incidents;
    private final AlertRules rules;
    private final SeriesStates states;
    private final Replays replays;
    private final Database database;
    private final CurrentCaller caller;
    private final Clock clock;

    IncidentReview(
            Incidents incidents,
            AlertRules rules,
            SeriesStates states,
            Replays replays,
            Database database,
            CurrentCaller caller,
            Clock clock) {
        this.incidents = incidents;
        this.rules = rules;
        this.states = states;
        this.replays = replays;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    IncidentDetails details(UUID id) {
        record Found(Incident incident, List<IncidentEvent> timeline, List<Incidents.Span> wrong) {}
        var found = database.inTransaction(transaction -> {
            var incident = find(transaction, id);
            Instant since = incident.openedAt().minus(Duration.ofDays(30));
            return new Found(
                    incident,
                    incidents.timeline(transaction, id),
                    incidents.spans(
                            transaction, incident.ruleId(), incident.scope().key(), since));
        });
        var incident = found.incident();
        var judgement = incident.rule().judgement();
        Instant end = incident.closedAt() == null ? clock.instant() : incident.closedAt();
        return new IncidentDetails(
                IncidentView.of(incident),
                found.timeline().stream().map(EventView::of).toList(),
                series(incident, found.wrong(), end),
                judgement.condition() instanceof Condition.ConfidenceDrop
                                || judgement.condition() instanceof Condition.LastWeek
                        ? null
                        : judgement.thresholds().first(),
                incident.openedAt().minus(judgement.window()),
                end);
    }

    /** The incident of the caller's workspace, locked. */
    Incident find(Transaction transaction, UUID id) {
        return incidents
                .find(transaction, id)
                .filter(incident -> incident.workspace().equals(caller.workspace()))
                .orElseThrow(() -> ProblemException.notFound("incident"));
    }

    Incident resolve(Transaction transaction, UUID id) {
        return end(transaction, id, "resolved_by_hand", series -> series);
    }

    /** From now on the level that opened the incident is what is ordinary. */
    Incident accept(Transaction transaction, UUID id) {
        var incident = find(transaction, id);
        var judgement = incident.rule().judgement();
        if (!(judgement.condition() instanceof Condition.ConfidenceDrop)) {
            throw ProblemException.conflict("this rule learns no level that could be the new normal");
        }
        // The level began before it was told: so many buckets it takes to be sure.
        Instant begin = incident.openedAt().minus(judgement.bucket().multipliedBy(2));
        return end(transaction, id, "accepted", series -> series.learningFrom(begin));
    }

    /** The rule is locked first, as an evaluation does, so that neither undoes the other. */
    private Incident end(Transaction transaction, UUID id, String reason, UnaryOperator<SeriesState> change) {
        UUID ruleId = find(transaction, id).ruleId();
        if (find(transaction, id).closedAt() != null) {
            throw ProblemException.conflict("this incident is over already");
        }
        Instant now = clock.instant();
        rules.find(transaction, caller.workspace(), ruleId)
                .ifPresent(rule -> states.of(transaction, ruleId).stream()
                        .filter(series -> id.equals(series.incidentId()))
                        .forEach(series -> {
                            var step = series.state()
                                    .after(
                                            new Input.ResolvedByHand(),
                                            rule.definition().policy());
                            states.store(
                                    transaction,
                                    ruleId,
                                    change.apply(series.in(step.state(), now).withIncident(null)));
                        }));
        incidents.close(transaction, id, now, reason, null);
        incidents.note(transaction, id, IncidentEvent.by(caller.shown(), now, reason, null));
        return find(transaction, id);
    }

    /** As long before and after as the incident lasted, but not for ever. */
    private List<Figures> series(Incident incident, List<Incidents.Span> wrong, Instant end) {
        RuleDefinition rule = incident.rule();
        if (rule.isAboutDevices()) {
            return List.of();
        }
        Duration bucket = rule.judgement().bucket();
        Duration around = atLeast(LEAST_AROUND, Duration.between(incident.openedAt(), end));
        Instant until = earlier(end.plus(around), clock.instant());
        Instant from = incident.openedAt().minus(around);
        Instant earliest = until.minus(bucket.multipliedBy(MOST_STEPS));
        var narrowed = new RuleDefinition(
                rule.name(), incident.scope(), rule.judgement(), rule.onNoData(), rule.recipients(), rule.limits());
        try {
            return replays
                    .of(
                            incident.workspace(),
                            narrowed,
                            wrong,
                            Replays.aligned(from.isBefore(earliest) ? earliest : from, bucket),
                            Replays.aligned(until, bucket).minus(bucket))
                    .getOrDefault(String.valueOf(incident.scope().model()), List.of())
                    .stream()
                    .map(SeriesWalk.Judged::figures)
                    .toList();
        } catch (UnreadableException e) {
            // The incident itself is worth showing without its chart.
            return List.of();
        }
    }

    private static Duration atLeast(Duration least, @Nullable Duration length) {
        return length == null || length.compareTo(least) < 0 ? least : length;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
