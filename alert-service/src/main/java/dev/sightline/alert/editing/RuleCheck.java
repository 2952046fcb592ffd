package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Direction;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Thresholds;
import dev.sightline.alert.rules.Limits;
import dev.sightline.alert.rules.Recipients;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.state.Policy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a definition of what people sent, with defaults filled in; what cannot be meant is refused by its field. */
final class RuleCheck {
    private static final int LONGEST_NAME = 120;
    private static final long DAY = 86_400;
    private static final long QUARTER_HOUR = 900;

    private final RuleForm form;
    private final Condition condition;

    private RuleCheck(RuleForm form) {
        this.form = form;
        this.condition = condition(form.condition());
    }

    /** @param recipients already checked */
    static RuleDefinition definition(@Nullable RuleForm form, Recipients recipients) {
        if (form == null) {
            throw ProblemException.input("body", null, "an alert rule");
        }
        var check = new RuleCheck(form);
        var scope = check.scope();
        var judgement = check.judgement();
        String name = Fields.name("name", form.name(), LONGEST_NAME);
        return new RuleDefinition(
                name == null ? RuleNames.of(scope, judgement) : name,
                scope,
                judgement,
                Fields.constant("on_no_data", form.onNoData(), Policy.OnNoData.class, Policy.OnNoData.KEEP),
                recipients,
                limits(form.limits()));
    }

    private static Condition condition(RuleForm.@Nullable ConditionForm form) {
        if (form == null) {
            throw ProblemException.input("condition", null, "an object with a type");
        }
        String type = Objects.requireNonNullElse(form.type(), "");
        return switch (type) {
            case "confidence_drop" ->
                new Condition.ConfidenceDrop(Objects.requireNonNullElse(
                        Fields.between("condition.sensitivity", form.sensitivity(), 1, 10),
                        Condition.ConfidenceDrop.USUAL_SENSITIVITY));
            case "threshold" ->
                new Condition.Threshold(
                        Fields.constant("condition.metric", form.metric(), Metric.class, null),
                        Fields.constant("condition.direction", form.direction(), Direction.class, null));
            case "last_week" -> new Condition.LastWeek();
            case "drift" ->
                new Condition.Drift(Fields.constant("condition.of", form.of(), Condition.Drift.Of.class, null));
            case "device_silent" -> new Condition.DeviceSilent();
            default ->
                throw ProblemException.input(
                        "condition.type",
                        form.type(),
                        "one of confidence_drop, threshold, last_week, drift, device_silent");
        };
    }

    private SeriesScope scope() {
        var scope = new SeriesScope(
                Fields.name("model", form.model(), 200),
                Fields.name("version", form.version(), 200),
                Fields.name("class", form.className(), 200),
                Fields.name("device_id", form.deviceId(), 200));
        if (scope.version() != null && scope.model() == null) {
            throw ProblemException.input("version", scope.version(), "given without a model");
        }
        if (condition instanceof Condition.DeviceSilent && (scope.model() != null || scope.className() != null)) {
            throw ProblemException.input(
                    "model", scope.model(), "left out: a device's silence is of no model or class");
        }
        if (scope.className() != null && scope.deviceId() != null) {
            throw ProblemException.input(
                    "device_id", scope.deviceId(), "left out where a class is given: classes are not kept per device");
        }
        checkClass(scope.className());
        return scope;
    }

    private void checkClass(@Nullable String className) {
        if (className == null) {
            if (condition instanceof Condition.Threshold(Metric metric, Direction _) && metric.needsClass()) {
                throw ProblemException.input("class", null, "the class to count");
            }
            return;
        }
        boolean isAllowed = switch (condition) {
            case Condition.ConfidenceDrop _, Condition.LastWeek _ -> true;
            case Condition.Threshold(Metric metric, Direction _) -> metric.allowsClass();
            case Condition.Drift(Condition.Drift.Of of) -> of == Condition.Drift.Of.CONFIDENCE;
            case Condition.DeviceSilent _ -> false;
        };
        if (!isAllowed) {
            throw ProblemException.input("class", className, "left out: this condition is not about one class");
        }
    }

    private Judgement judgement() {
        var usual = Usual.of(condition);
        long bucket = Fields.between(
                "bucket_seconds", form.bucketSeconds(), 60, DAY, usual.bucketSeconds(form.deviceId() != null));
        if (DAY % bucket != 0 || bucket % 60 != 0) {
            throw ProblemException.input("bucket_seconds", bucket, "whole minutes that divide a day");
        }
        boolean isOfDevice = form.deviceId() != null && !(condition instanceof Condition.DeviceSilent);
        if (isOfDevice && bucket % QUARTER_HOUR != 0) {
            throw ProblemException.input("bucket_seconds", bucket, "quarter-hours, where a device is given");
        }
        long window = Fields.between(
                "window_seconds", form.windowSeconds(), bucket, 7 * DAY, Math.max(bucket, usual.windowSeconds()));
        if (window % bucket != 0) {
            throw ProblemException.input("window_seconds", window, "a multiple of bucket_seconds (" + bucket + ")");
        }
        return new Judgement(
                condition,
                thresholds(usual),
                Duration.ofSeconds(window),
                Duration.ofSeconds(bucket),
                Fields.between("minimum_samples", form.minimumSamples(), 1, 1_000_000, usual.minimumSamples()));
    }

    private Thresholds thresholds(Usual usual) {
        if (condition instanceof Condition.DeviceSilent) {
            return Thresholds.NONE;
        }
        Double warning = Fields.between("warning", form.warning(), 0, usual.largest());
        Double critical = Fields.between("critical", form.critical(), 0, usual.largest());
        if (warning == null && critical == null) {
            if (usual.thresholds().first() == null) {
                throw ProblemException.input("warning", null, "a number, or one for critical");
            }
            return usual.thresholds();
        }
        var direction = condition instanceof Condition.Threshold threshold ? threshold.direction() : Direction.ABOVE;
        if (warning != null && critical != null && !isBeyond(direction, critical, warning)) {
            throw ProblemException.input(
                    "critical",
                    critical,
                    (direction == Direction.ABOVE ? "more" : "less") + " than warning (" + warning + ")");
        }
        return new Thresholds(
                warning,
                critical,
                recovery(direction, usual, warning == null ? Objects.requireNonNull(critical) : warning));
    }

    private @Nullable Double recovery(Direction direction, Usual usual, double first) {
        Double recovery = Fields.between("recovery", form.recovery(), 0, usual.largest());
        if (recovery == null) {
            return condition instanceof Condition.ConfidenceDrop ? (Double) (first / 2) : null;
        }
        if (isBeyond(direction, recovery, first)) {
            throw ProblemException.input("recovery", recovery, "on the good side of the thresholds");
        }
        return recovery;
    }

    private static boolean isBeyond(Direction direction, double value, double than) {
        return direction == Direction.ABOVE ? value > than : value < than;
    }

    private static Limits limits(RuleForm.@Nullable LimitsForm form) {
        if (form == null) {
            return Limits.USUAL;
        }
        return new Limits((int) Fields.between("limits.per_hour", form.perHour(), 1, 100, Limits.USUAL.perHour()), (int)
                Fields.between("limits.per_day", form.perDay(), 1, 1000, Limits.USUAL.perDay()));
    }
}
