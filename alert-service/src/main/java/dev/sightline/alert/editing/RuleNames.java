package dev.sightline.alert.editing;

import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Judgement;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import java.util.Locale;

/** What a rule is called when nobody names it. */
final class RuleNames {
    private RuleNames() {}

    static String of(SeriesScope scope, Judgement judgement) {
        return switch (judgement.condition()) {
            case Condition.ConfidenceDrop _ -> "Confidence drop · " + scope.shown();
            case Condition.Threshold(Metric metric, var direction) ->
                "%s %s %s · %s"
                        .formatted(
                                words(metric),
                                direction.name().toLowerCase(Locale.ROOT),
                                number(judgement.thresholds().first()),
                                scope.shown());
            case Condition.LastWeek _ -> "Confidence below last week's · " + scope.shown();
            case Condition.Drift(var of) ->
                (of == Condition.Drift.Of.CLASSES ? "Class drift · " : "Confidence drift · ") + scope.shown();
            case Condition.DeviceSilent _ ->
                "Device offline · " + (scope.deviceId() == null ? "all devices" : scope.deviceId());
        };
    }

    private static String words(Metric metric) {
        String words = metric.id().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String number(@org.jspecify.annotations.Nullable Double value) {
        return value == null
                ? "?"
                : new java.math.BigDecimal(value.toString())
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
