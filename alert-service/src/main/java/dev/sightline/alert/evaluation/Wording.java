package dev.sightline.alert.evaluation;

import dev.sightline.alert.delivery.Chart;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.AlertRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in words and numbers what happened to a series of a rule. */
final class Wording {
    private final AlertRule rule;
    private final SeriesScope scope;

    Wording(AlertRule rule, SeriesScope scope) {
        this.rule = rule;
        this.scope = scope;
    }

    /** A notice about an incident. */
    Notice ofIncident(Notice.Kind kind, Incident incident, Figures figures, @Nullable Chart chart, Instant at) {
        String what = what(figures, kind == Notice.Kind.RESOLVED);
        String subject = switch (kind) {
            case RESOLVED -> "Resolved: " + what;
            case ESCALATED -> "Critical: " + what;
            default -> (incident.peakSeverity() == Severity.CRITICAL ? "Critical: " : "Warning: ") + what;
        };
        return notice(kind, subject, summary(kind, incident, at), figures, incident, at, chart);
    }

    /** A notice about the lack of figures, or of the means to read them. */
    Notice ofGap(Notice.Kind kind, Figures figures, Instant at) {
        String shown = scope.shown();
        String subject = switch (kind) {
            case NO_DATA -> "No data: " + shown;
            case DATA_BACK -> "Data again: " + shown;
            case FLAPPING -> "Flapping: " + shown + " comes and goes";
            default -> "Cannot be evaluated: " + rule.definition().name();
        };
        String summary = switch (kind) {
            case NO_DATA -> "Nothing to judge by has come for three intervals. This does not mean that all is well.";
            case DATA_BACK -> "There are figures again.";
            case FLAPPING ->
                "It changes so often that each time is no news. It is quiet now until there have been 30 minutes of calm.";
            default -> "The figures could not be read three times in a row. The last state is kept.";
        };
        return notice(kind, subject, summary, figures, null, at, null);
    }

    private Notice notice(
            Notice.Kind kind,
            String subject,
            String summary,
            Figures figures,
            @Nullable Incident incident,
            Instant at,
            @Nullable Chart chart) {
        UUID incidentId = incident == null ? null : incident.id();
        return new Notice(
                kind,
                rule.workspace(),
                rule.id(),
                rule.definition().name(),
                subject,
                summary,
                facts(figures, incident),
                at,
                incidentId == null ? rule.id() + " " + scope.key() : incidentId.toString(),
                kind == Notice.Kind.OPENED,
                incidentId,
                rule.definition().isAboutDevices() ? null : inferences(figures.at()),
                chart,
                0);
    }

    /** What happened, in one line: "confidence of hard-hat fell by 0.07 to 0.71". */
    private String what(Figures figures, boolean isOver) {
        String of = scope.shown();
        Double value = figures.value();
        return switch (rule.definition().judgement().condition()) {
            case Condition.ConfidenceDrop _, Condition.LastWeek _ ->
                isOver
                        ? "confidence of %s is back at %s".formatted(of, shown(value))
                        : "confidence of %s fell by %s to %s".formatted(of, shown(drop(figures)), shown(value));
            case Condition.Threshold threshold ->
                "%s of %s is %s".formatted(words(threshold.metric()), of, shown(value, threshold.metric()));
            case Condition.Drift drift ->
                "%s of %s %s (distance %s)"
                        .formatted(
                                drift.of() == Condition.Drift.Of.CLASSES ? "classes" : "confidences",
                                of,
                                isOver ? "are as before" : "have drifted",
                                shown(value));
            case Condition.DeviceSilent _ -> "device %s is %s".formatted(of, isOver ? "back" : "offline");
        };
    }

    private static @Nullable Double drop(Figures figures) {
        Double value = figures.value();
        Double baseline = figures.baseline();
        return value == null || baseline == null ? figures.measure() : (Double) Math.max(0, baseline - value);
    }

    private String summary(Notice.Kind kind, Incident incident, Instant at) {
        if (kind == Notice.Kind.RESOLVED) {
            Instant end = Objects.requireNonNullElse(incident.closedAt(), at);
            return "It was so for " + shown(Duration.between(incident.openedAt(), end)) + ".";
        }
        String detail = incident.lastFigures().detail();
        return "Rule “%s”%s.".formatted(rule.definition().name(), detail == null ? "" : ", " + detail);
    }

    private List<Notice.Fact> facts(Figures figures, @Nullable Incident incident) {
        List<Notice.Fact> facts = new ArrayList<>();
        if (figures.value() != null) {
            facts.add(new Notice.Fact("Now", shown(figures.value())));
        }
        if (figures.baseline() != null) {
            facts.add(new Notice.Fact("Ordinary", shown(figures.baseline())));
        }
        if (!rule.definition().isAboutDevices()) {
            facts.add(new Notice.Fact("Samples", Long.toString(figures.samples())));
        }
        if (figures.score() != null) {
            facts.add(new Notice.Fact("Deviations", String.format(Locale.ROOT, "%.1f", figures.score())));
        }
        if (incident != null) {
            facts.add(new Notice.Fact("Severity", incident.peakSeverity().name().toLowerCase(Locale.ROOT)));
            facts.add(new Notice.Fact("Since", incident.openedAt().toString()));
        }
        return facts;
    }

    /** The page with exactly the inferences behind the figure of the bucket that begins at {@code bucket}. */
    private String inferences(Instant bucket) {
        var judgement = rule.definition().judgement();
        Instant end = bucket.plus(judgement.bucket());
        var query = new StringBuilder("/inferences?from=")
                .append(encoded(end.minus(judgement.window()).toString()))
                .append("&until=")
                .append(encoded(end.toString()));
        if (scope.model() != null) {
            query.append(
                    scope.version() == null
                            ? "&project=" + encoded(scope.model())
                            : "&model_id=" + encoded(scope.model() + '/' + scope.version()));
        }
        if (scope.className() != null) {
            query.append("&class=").append(encoded(scope.className()));
        }
        if (scope.deviceId() != null) {
            query.append("&device_id=").append(encoded(scope.deviceId()));
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String words(Metric metric) {
        return metric.id().replace('_', ' ');
    }

    private static String shown(@Nullable Double value, Metric metric) {
        boolean isPercent = metric == Metric.ERROR_RATE || metric == Metric.CLASS_SHARE;
        return value != null && isPercent ? String.format(Locale.ROOT, "%.1f %%", value * 100) : shown(value);
    }

    /** Whole numbers as they are, others with three digits after the point. */
    private static String shown(@Nullable Double value) {
        if (value == null) {
            return "unknown";
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String shown(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0
                ? time.toMinutes() + " min"
                : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
}
