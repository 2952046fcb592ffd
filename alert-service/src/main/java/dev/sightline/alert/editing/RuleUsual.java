package dev.sightline.alert.editing;

import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Direction;
import dev.sightline.alert.judge.Metric;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is filled in where a rule says nothing, by condition: forms show it in their empty fields. */
@Schema(name = "AlertRuleUsual")
record RuleUsual(List<OfCondition> conditions) {
    static final RuleUsual ALL = new RuleUsual(List.of(
            of("confidence_drop", new Condition.ConfidenceDrop(Condition.ConfidenceDrop.USUAL_SENSITIVITY)),
            of("threshold", new Condition.Threshold(Metric.CONFIDENCE_MEAN, Direction.BELOW)),
            of("last_week", new Condition.LastWeek()),
            of("drift", new Condition.Drift(Condition.Drift.Of.CONFIDENCE)),
            of("device_silent", new Condition.DeviceSilent())));

    private static OfCondition of(String type, Condition condition) {
        var usual = Usual.of(condition);
        return new OfCondition(
                type,
                usual.thresholds().warning(),
                usual.thresholds().critical(),
                usual.thresholds().recovery(),
                condition instanceof Condition.ConfidenceDrop drop ? (Double) drop.sensitivity() : null,
                usual.minimumSamples(),
                usual.windowSeconds(),
                usual.bucketSeconds());
    }

    /** Of one condition; a number that is null has no usual value. */
    @Schema(name = "AlertConditionUsual")
    record OfCondition(
            @Schema(enumeration = {"confidence_drop", "threshold", "last_week", "drift", "device_silent"})
            String type,

            @Nullable Double warning,
            @Nullable Double critical,
            @Nullable Double recovery,
            @Nullable Double sensitivity,
            long minimumSamples,
            long windowSeconds,
            long bucketSeconds) {}
}
