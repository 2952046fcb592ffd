package dev.sightline.alert.evaluation;

import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Metric;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.measure.Sources;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A confidence that moves because its only device is gone is no news: the device's own alert is.
 *
 * <p>Asked only when somebody would be told, which is seldom.
 */
@ApplicationScoped
class Inhibition {
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final Sources sources;

    Inhibition(Sources sources) {
        this.sources = sources;
    }

    /** Why nobody is told of a series now; null when nothing stands against it. */
    @Nullable String reason(Transaction transaction, AlertRule rule, SeriesScope scope, Instant now) {
        String model = scope.model();
        if (model == null || !isAboutConfidence(rule.definition().judgement().condition())) {
            return null;
        }
        List<String> devices = scope.deviceId() != null
                ? List.of(scope.deviceId())
                : sources.devicesOf(rule.workspace(), model, now.minus(LOOK_BACK), now);
        if (devices.isEmpty()) {
            return null;
        }
        int offline = transaction
                .sql("""
                        SELECT count(*) AS devices FROM device_state
                        WHERE workspace = :workspace AND device_id = ANY (:devices) AND state = 'OFFLINE'
                        """)
                .with("workspace", rule.workspace())
                .with("devices", devices)
                .first(row -> row.number("devices"))
                .orElse(0);
        return offline == devices.size() ? "its only source is offline: " + String.join(", ", devices) : null;
    }

    private static boolean isAboutConfidence(Condition condition) {
        return switch (condition) {
            case Condition.ConfidenceDrop _, Condition.LastWeek _, Condition.Drift _ -> true;
            case Condition.Threshold threshold ->
                threshold.metric() == Metric.CONFIDENCE_MEAN || threshold.metric() == Metric.CONFIDENCE_MEDIAN;
            case Condition.DeviceSilent _ -> false;
        };
    }
}
