package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.CurrentCaller;
import dev.sightline.alert.evaluation.Replays;
import dev.sightline.alert.evaluation.SeriesWalk;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.measure.UnreadableException;
import dev.sightline.alert.rules.Limits;
import dev.sightline.alert.rules.Recipients;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.state.AlertState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replays a rule that nobody has saved yet over the last week. */
@ApplicationScoped
class RulePreview {
    private static final Duration SPAN = Duration.ofDays(7);

    private final Replays replays;
    private final DevicePreview devices;
    private final CurrentCaller caller;
    private final Clock clock;

    RulePreview(Replays replays, DevicePreview devices, CurrentCaller caller, Clock clock) {
        this.replays = replays;
        this.devices = devices;
        this.caller = caller;
        this.clock = clock;
    }

    Preview of(@Nullable RuleForm form) {
        var rule = RuleCheck.definition(form, new Recipients(List.of(), List.of()));
        Duration bucket = rule.judgement().bucket();
        Instant until = Replays.aligned(clock.instant(), bucket).minus(bucket);
        Instant from = until.minus(SPAN);
        try {
            List<Instant> notifications = new ArrayList<>();
            var series = rule.isAboutDevices()
                    ? devices.of(caller.workspace(), rule, from, until, notifications)
                    : series(rule, from, until, notifications);
            int sent = within(rule.limits(), notifications.stream().sorted().toList());
            return new Preview(from, until, threshold(rule), series, sent * Math.max(1, recipients(form)));
        } catch (UnreadableException e) {
            throw ProblemException.unavailable("the figures cannot be read at the moment");
        }
    }

    private List<Preview.PreviewSeries> series(
            RuleDefinition rule, Instant from, Instant until, List<Instant> notifications) {
        List<Preview.PreviewSeries> series = new ArrayList<>();
        replays.ofNewRule(caller.workspace(), rule, from, until).forEach((model, walk) -> {
            series.add(series(rule, model, walk));
            walk.stream()
                    .filter(judged -> judged.step().transition().asksForNotification())
                    .forEach(judged -> notifications.add(judged.at()));
        });
        return series;
    }

    private static Preview.PreviewSeries series(RuleDefinition rule, String model, List<SeriesWalk.Judged> walk) {
        var scope = rule.scope().of(model);
        String missing = walk.isEmpty() || !(walk.getLast().step().state() instanceof AlertState.NoData)
                ? null
                : walk.getLast().figures().detail();
        return new Preview.PreviewSeries(
                scope.model(),
                scope.version(),
                scope.className(),
                scope.deviceId(),
                walk.stream().map(SeriesWalk.Judged::figures).toList(),
                incidents(rule, walk),
                missing);
    }

    private static List<Preview.PreviewIncident> incidents(RuleDefinition rule, List<SeriesWalk.Judged> walk) {
        List<Preview.PreviewIncident> incidents = new ArrayList<>();
        Instant openedAt = null;
        Figures figures = null;
        Severity peak = Severity.WARNING;
        for (var judged : walk) {
            Instant at = judged.at().plus(rule.judgement().bucket());
            if (judged.step().state().lastKnown() instanceof AlertState.Firing firing) {
                peak = firing.peak();
            }
            boolean isOpen = judged.step().state().isOpen();
            if (isOpen && openedAt == null) {
                openedAt = at;
                figures = judged.figures();
            } else if (!isOpen && openedAt != null && figures != null) {
                incidents.add(new Preview.PreviewIncident(openedAt, at, Fields.id(peak), figures));
                openedAt = null;
            }
        }
        if (openedAt != null && figures != null) {
            incidents.add(new Preview.PreviewIncident(openedAt, null, Fields.id(peak), figures));
        }
        return incidents;
    }

    /** How many of them the limits let pass. */
    static int within(Limits limits, List<Instant> notifications) {
        var lastDay = new ArrayDeque<Instant>();
        int sent = 0;
        for (Instant at : notifications) {
            while (!lastDay.isEmpty() && !lastDay.peekFirst().isAfter(at.minus(Duration.ofDays(1)))) {
                lastDay.removeFirst();
            }
            long lastHour = lastDay.stream()
                    .filter(before -> before.isAfter(at.minus(Duration.ofHours(1))))
                    .count();
            if (lastHour < limits.perHour() && lastDay.size() < limits.perDay()) {
                lastDay.addLast(at);
                sent++;
            }
        }
        return sent;
    }

    private static @Nullable Double threshold(RuleDefinition rule) {
        var condition = rule.judgement().condition();
        return condition instanceof Condition.Threshold || condition instanceof Condition.Drift
                ? rule.judgement().thresholds().first()
                : null;
    }

    private static int recipients(@Nullable RuleForm form) {
        var named = form == null ? null : form.recipients();
        return named == null || named.emails() == null ? 1 : named.emails().size();
    }
}
