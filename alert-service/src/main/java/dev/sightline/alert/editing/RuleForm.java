package dev.sightline.alert.editing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule as people send it: everything but the condition may be left out. What the API shows of a rule can be sent again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AlertRuleInput", requiredProperties = "condition")
public record RuleForm(
        @Nullable String name,

        @Schema(description = "Project; left out: every model, each judged by itself") @Nullable String model,

        @Schema(description = "Left out: all versions together") @Nullable String version,

        @JsonProperty("class") @Nullable String className,
        @Nullable String deviceId,
        @Nullable ConditionForm condition,

        @Schema(description = "From here on it is a warning") @Nullable Double warning,

        @Schema(description = "From here on it is critical") @Nullable Double critical,

        @Schema(description = "Where it counts as over; left out: half a drop, otherwise the milder threshold")
        @Nullable Double recovery,

        @Nullable Long minimumSamples,

        @Schema(description = "How far back the figures go") @Nullable Long windowSeconds,

        @Schema(description = "How often there is a verdict; divides a day") @Nullable Long bucketSeconds,

        @Schema(
                enumeration = {"keep", "ok", "alert"},
                description = "What it means when there is nothing to judge by")
        @Nullable String onNoData,

        @Nullable RecipientsForm recipients,
        @Nullable LimitsForm limits) {
    /** What to watch for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertCondition", requiredProperties = "type")
    public record ConditionForm(
            @Schema(enumeration = {"confidence_drop", "threshold", "last_week", "drift", "device_silent"}) @Nullable String type,

            @Schema(
                    description = "Of a threshold",
                    enumeration = {
                        "confidence_mean",
                        "confidence_median",
                        "requests",
                        "errors",
                        "error_rate",
                        "inference_time_mean",
                        "inference_time_p95",
                        "class_count",
                        "class_share"
                    })
            @Nullable String metric,

            @Schema(
                    description = "Of a threshold",
                    enumeration = {"above", "below"})
            @Nullable String direction,

            @Schema(
                    description = "Of a drift",
                    enumeration = {"confidence", "classes"})
            @Nullable String of,

            @Schema(
                    description =
                            "Of a confidence drop: standard deviations that are out of the ordinary; 3.5 unless said")
            @Nullable Double sensitivity) {}

    /** Who hears of it; left out: whoever makes the rule. */
    @Schema(name = "AlertRecipientsInput")
    public record RecipientsForm(
            @Nullable List<String> emails, @Nullable List<WebhookForm> webhooks) {}

    /** A program that hears of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertWebhookInput", requiredProperties = "url")
    public record WebhookForm(
            @Nullable String url,

            @Schema(enumeration = {"standard", "slack"}) @Nullable String kind,

            @Schema(description = "Left out: a new one is made") @Nullable String secret) {}

    /** How many notifications at most. */
    @Schema(name = "AlertLimitsInput")
    public record LimitsForm(
            @Nullable Long perHour, @Nullable Long perDay) {}
}
