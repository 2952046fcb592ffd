package dev.sightline.alert.evaluation;

import dev.sightline.alert.delivery.Chart;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesJudge;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.rules.SeriesStates;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.state.Transition;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores what a walk over closed buckets led to, and tells of it. */
@ApplicationScoped
class Outcome {
    private final SeriesStates states;
    private final Incidents incidents;
    private final Consequences consequences;
    private final Notifier notifier;
    private final Clock clock;

    Outcome(SeriesStates states, Incidents incidents, Consequences consequences, Notifier notifier, Clock clock) {
        this.states = states;
        this.incidents = incidents;
        this.consequences = consequences;
        this.notifier = notifier;
        this.clock = clock;
    }

    /**
     * Compares the latest judged buckets with what can be read of them now. Late data are noted as "revised" in the
     * timeline of an open incident; the state machine is not turned back, and nobody is told again.
     */
    List<Figures> revise(Transaction transaction, SeriesState series, SeriesJudge judge) {
        List<Figures> revised = new ArrayList<>();
        for (Figures before : series.recent()) {
            Figures now = judge.read(before.at());
            UUID open = series.incidentId();
            if (now.samples() != before.samples() && open != null) {
                incidents.note(
                        transaction,
                        open,
                        new IncidentEvent(
                                clock.instant(),
                                "revised",
                                null,
                                "late data: %d samples instead of %d".formatted(now.samples(), before.samples()),
                                now));
            }
            revised.add(now);
        }
        return revised;
    }

    /** @param chart drawn only if somebody is told */
    void apply(
            Transaction transaction,
            AlertRule rule,
            SeriesState series,
            List<SeriesWalk.Judged> walk,
            Supplier<Chart> chart) {
        SeriesState current = series;
        List<UUID> touched = new ArrayList<>();
        SeriesWalk.Judged gap = null;
        boolean isNews = false;
        for (var judged : walk) {
            Instant at = judged.at().plus(rule.definition().judgement().bucket());
            UUID before = current.incidentId();
            current = consequences.of(transaction, rule, current, judged.step(), judged.figures(), at);
            add(touched, before);
            add(touched, current.incidentId());
            isNews |= judged.step().transition().asksForNotification();
            gap = gapOf(judged, gap);
        }
        states.store(transaction, rule.id(), current);
        for (UUID id : touched) {
            Incident incident = incidents.find(transaction, id).orElseThrow();
            notifier.tell(transaction, rule, incident, isNews, chart.get(), clock.instant());
        }
        tellGap(transaction, rule, current, gap);
    }

    /** The figures cannot be read, for the third time: the states are kept, and the owners are told once. */
    void unreadable(Transaction transaction, AlertRule rule) {
        Instant now = clock.instant();
        SeriesState failed = null;
        for (SeriesState series : states.of(transaction, rule.id())) {
            var step = series.state()
                    .after(new Input.QueryFailed(), rule.definition().policy());
            if (step.transition() == Transition.FAILED) {
                failed = series.in(step.state(), now);
                states.store(transaction, rule.id(), failed);
            }
        }
        if (failed != null) {
            var nothing = new Figures(now, null, null, null, null, null, 0, null, null);
            var notice = new Wording(rule, failed.scope()).ofGap(Notice.Kind.FAILED, nothing, now);
            notifier.tellOwners(transaction, rule, notice, now);
        }
    }

    /** Of several the last one stands. */
    private static SeriesWalk.@Nullable Judged gapOf(SeriesWalk.Judged judged, SeriesWalk.@Nullable Judged before) {
        return switch (judged.step().transition()) {
            case NO_DATA_OPENED, NO_DATA_CLOSED -> judged;
            default -> before;
        };
    }

    private void tellGap(Transaction transaction, AlertRule rule, SeriesState series, SeriesWalk.@Nullable Judged gap) {
        if (gap == null) {
            return;
        }
        var kind = gap.step().transition() == Transition.NO_DATA_OPENED ? Notice.Kind.NO_DATA : Notice.Kind.DATA_BACK;
        Instant at = gap.at().plus(rule.definition().judgement().bucket());
        var notice = new Wording(rule, series.scope()).ofGap(kind, gap.figures(), at);
        notifier.tell(transaction, rule, notice, series.scope(), clock.instant());
    }

    private static void add(List<UUID> touched, @Nullable UUID id) {
        if (id != null && !touched.contains(id)) {
            touched.add(id);
        }
    }
}
