package dev.sightline.alert.evaluation;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.Incidents;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.AlertRules;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.rules.SeriesStates;
import dev.sightline.alert.state.Input;
import dev.sightline.alert.state.Transition;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges a rule about devices: silence was judged already, by the beats that each device promised and the pipeline's own
 * clock, so that an alert opens as soon as a device is OFFLINE and ends as soon as it is ONLINE again.
 *
 * <p>LATE is neither: nobody is told yet. A device that comes and goes is told of once, and then not until it has been
 * calm; if it is gone then, that is told as ever.
 */
@ApplicationScoped
class DeviceEvaluation {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final DeviceChanges devices;
    private final AlertRules rules;
    private final SeriesStates states;
    private final Incidents incidents;
    private final Consequences consequences;
    private final Notifier notifier;
    private final AlertConfig.Devices config;

    DeviceEvaluation(
            DeviceChanges devices,
            AlertRules rules,
            SeriesStates states,
            Incidents incidents,
            Consequences consequences,
            Notifier notifier,
            AlertConfig config) {
        this.devices = devices;
        this.rules = rules;
        this.states = states;
        this.incidents = incidents;
        this.consequences = consequences;
        this.notifier = notifier;
        this.config = config.devices();
    }

    void evaluate(Transaction transaction, AlertRule rule, Instant now) {
        Map<String, SeriesState> known = new HashMap<>();
        states.of(transaction, rule.id())
                .forEach(series -> known.put(series.scope().key(), series));
        for (var device : devices.of(
                transaction, rule.workspace(), rule.definition().scope().deviceId())) {
            var scope = SeriesScope.ofDevice(device.deviceId());
            var series = known.getOrDefault(scope.key(), SeriesState.beginning(scope, now));
            evaluate(transaction, rule, series, device, !known.containsKey(scope.key()), now);
        }
        rules.evaluated(transaction, rule.id(), now.plus(EVERY), 0);
    }

    private void evaluate(
            Transaction transaction,
            AlertRule rule,
            SeriesState series,
            DeviceChanges.Device device,
            boolean isNew,
            Instant now) {
        Input input = switch (device.state()) {
            case "OFFLINE" -> new Input.Breach(Severity.CRITICAL);
            case "ONLINE" -> new Input.Clear();
            default -> new Input.Between();
        };
        var figures = new Figures(device.since(), null, null, null, null, null, 0, null, device.state());
        var step = series.state().after(input, rule.definition().policy());
        boolean hasChanged = step.transition() == Transition.OPENED || step.transition() == Transition.RESOLVED;
        UUID before = series.incidentId();
        var stored = flapping(series);
        var calmed = stored.at(now);
        var flapping = hasChanged ? calmed.changed(now, config.mostChanges()) : calmed;
        var next = consequences.of(transaction, rule, series, step, figures, hasChanged ? device.since() : now);
        if (isNew || hasChanged || !flapping.equals(stored)) {
            var changes = flapping.changes().stream().map(at -> at(at, figures)).toList();
            next = next.judged(now, memory(flapping), figures, changes);
            states.store(transaction, rule.id(), next);
        }
        UUID incident = next.incidentId() == null ? before : next.incidentId();
        tell(transaction, rule, next, incident, hasChanged, flapping, calmed.isFlapping(), now);
    }

    private void tell(
            Transaction transaction,
            AlertRule rule,
            SeriesState series,
            @Nullable UUID incidentId,
            boolean isNews,
            Flapping flapping,
            boolean wasFlapping,
            Instant now) {
        if (flapping.isFlapping()) {
            if (!wasFlapping) {
                var figures = Objects.requireNonNull(series.figures());
                Notice notice = new Wording(rule, series.scope()).ofGap(Notice.Kind.FLAPPING, figures, now);
                notifier.tell(transaction, rule, notice, series.scope(), now);
            }
            return;
        }
        if (incidentId != null) {
            Incident incident = incidents.find(transaction, incidentId).orElseThrow();
            notifier.tell(transaction, rule, incident, isNews, null, now);
        }
    }

    // The latest changes are kept where other series keep their latest figures; whether it flaps is the memory's score.
    private static Flapping flapping(SeriesState series) {
        var changes = series.recent().stream().map(Figures::at).toList();
        return new Flapping(changes, series.memory().score() > 0);
    }

    private static Memory memory(Flapping flapping) {
        return flapping.isFlapping() ? new Memory(1, 0, null) : Memory.NONE;
    }

    private static Figures at(Instant at, Figures figures) {
        return new Figures(at, null, null, null, null, null, 0, null, figures.detail());
    }
}
