package dev.sightline.alert.editing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.rules.SeriesState;
import dev.sightline.alert.state.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An alert rule as the API shows it; can be sent back as it is. */
@Schema(name = "AlertRule")
record AlertRuleView(
        UUID id,
        String name,
        @Nullable String model,
        @Nullable String version,
        @JsonProperty("class") @Nullable String className,
        @Nullable String deviceId,
        RuleForm.ConditionForm condition,
        @Nullable Double warning,
        @Nullable Double critical,
        @Nullable Double recovery,
        long minimumSamples,
        long windowSeconds,
        long bucketSeconds,

        @Schema(enumeration = {"keep", "ok", "alert"}) String onNoData,

        RecipientsView recipients,
        LimitsView limits,

        @Schema(enumeration = {"active", "paused"}) String state,

        @Schema(description = "Incidents open and close, nobody is told") @Nullable Instant silencedUntil,

        String createdBy,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "Where each series stands; empty until the rule was evaluated once")
        List<SeriesView> series) {

    static AlertRuleView of(AlertRule rule, List<SeriesState> series, RecipientsView recipients) {
        RuleDefinition definition = rule.definition();
        var judgement = definition.judgement();
        var thresholds = judgement.thresholds();
        return new AlertRuleView(
                rule.id(),
                definition.name(),
                definition.scope().model(),
                definition.scope().version(),
                definition.scope().className(),
                definition.scope().deviceId(),
                condition(judgement.condition()),
                thresholds.warning(),
                thresholds.critical(),
                thresholds.recovery(),
                judgement.minimumSamples(),
                judgement.window().toSeconds(),
                judgement.bucket().toSeconds(),
                Fields.id(definition.onNoData()),
                recipients,
                new LimitsView(
                        definition.limits().perHour(), definition.limits().perDay()),
                rule.isPaused() ? "paused" : "active",
                rule.silencedUntil(),
                rule.createdByEmail() == null ? rule.createdBy() : rule.createdByEmail(),
                rule.createdAt(),
                rule.updatedAt(),
                series.stream().map(SeriesView::of).toList());
    }

    private static RuleForm.ConditionForm condition(Condition condition) {
        return switch (condition) {
            case Condition.ConfidenceDrop drop ->
                new RuleForm.ConditionForm("confidence_drop", null, null, null, drop.sensitivity());
            case Condition.Threshold threshold ->
                new RuleForm.ConditionForm(
                        "threshold", threshold.metric().id(), Fields.id(threshold.direction()), null, null);
            case Condition.LastWeek _ -> new RuleForm.ConditionForm("last_week", null, null, null, null);
            case Condition.Drift drift -> new RuleForm.ConditionForm("drift", null, null, Fields.id(drift.of()), null);
            case Condition.DeviceSilent _ -> new RuleForm.ConditionForm("device_silent", null, null, null, null);
        };
    }

    /** Who hears of it. */
    @Schema(name = "AlertRecipients")
    record RecipientsView(
            List<String> emails,
            List<WebhookView> webhooks,

            @Schema(description = "What each address has said to being written to")
            List<AddressView> addresses) {}

    /** A program that hears of it. */
    @Schema(name = "AlertWebhook")
    record WebhookView(
            String url,

            @Schema(enumeration = {"standard", "slack"}) String kind,

            @Schema(description = "Signs what is sent; null for those who may not change rules") @Nullable String secret,

            @Schema(description = "Since when it gets nothing more, as it said that it is gone") @Nullable Instant disabledAt) {}

    /** Whether an address is written to. */
    @Schema(name = "AlertAddress")
    record AddressView(
            String email,

            @Schema(enumeration = {"confirmed", "unconfirmed", "unsubscribed"})
            String state) {}

    /** How many notifications at most. */
    @Schema(name = "AlertLimits")
    record LimitsView(int perHour, int perDay) {}

    /** Where one series stands. */
    @Schema(name = "AlertSeries")
    record SeriesView(
            @Nullable String model,
            @Nullable String version,
            @JsonProperty("class") @Nullable String className,
            @Nullable String deviceId,

            @Schema(enumeration = {"ok", "pending", "firing", "recovering", "no_data", "error"})
            String state,

            @Schema(enumeration = {"warning", "critical"}) @Nullable String severity,

            Instant since,
            Instant judgedUntil,

            @Schema(description = "Of the bucket judged last") @Nullable Figures figures,

            @Nullable UUID incidentId) {
        private static SeriesView of(SeriesState series) {
            SeriesScope scope = series.scope();
            return new SeriesView(
                    scope.model(),
                    scope.version(),
                    scope.className(),
                    scope.deviceId(),
                    Fields.id(series.state().name()),
                    severity(series.state()),
                    series.since(),
                    series.judgedUntil(),
                    series.figures(),
                    series.incidentId());
        }

        private static @Nullable String severity(AlertState state) {
            Severity severity = switch (state.lastKnown()) {
                case AlertState.Firing firing -> firing.severity();
                case AlertState.Recovering recovering -> recovering.severity();
                case AlertState.Ok _, AlertState.Pending _ -> null;
            };
            return severity == null ? null : Fields.id(severity);
        }
    }
}
