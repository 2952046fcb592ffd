package dev.sightline.alert.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sightline.alert.incidents.Incident;
import dev.sightline.alert.incidents.IncidentEvent;
import dev.sightline.alert.judge.Condition;
import dev.sightline.alert.judge.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident as the API shows it. */
@Schema(name = "Incident")
record IncidentView(
        UUID id,
        UUID ruleId,
        String ruleName,

        @Schema(enumeration = {"confidence_drop", "threshold", "last_week", "drift", "device_silent"})
        String condition,

        @Nullable String model,
        @Nullable String version,
        @JsonProperty("class") @Nullable String className,
        @Nullable String deviceId,

        @Schema(enumeration = {"open", "resolved"}) String state,

        @Schema(enumeration = {"warning", "critical"}) String severity,

        @Schema(enumeration = {"warning", "critical"}) String peakSeverity,

        Instant openedAt,
        @Nullable Instant closedAt,

        @Schema(
                description = "Why it ended",
                enumeration = {"resolved", "lapsed", "resolved_by_hand", "accepted", "rule_changed", "rule_deleted"})
        @Nullable String closeReason,

        @Schema(description = "The figures that opened it") Figures openedFigures,

        @Schema(description = "The worst") Figures peakFigures,

        Figures lastFigures,

        @Schema(
                description = "The worst that people were told; null while nobody was",
                enumeration = {"warning", "critical"})
        @Nullable String announced,

        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {
    static IncidentView of(Incident incident) {
        return new IncidentView(
                incident.id(),
                incident.ruleId(),
                incident.rule().name(),
                switch (incident.rule().judgement().condition()) {
                    case Condition.ConfidenceDrop _ -> "confidence_drop";
                    case Condition.Threshold _ -> "threshold";
                    case Condition.LastWeek _ -> "last_week";
                    case Condition.Drift _ -> "drift";
                    case Condition.DeviceSilent _ -> "device_silent";
                },
                incident.scope().model(),
                incident.scope().version(),
                incident.scope().className(),
                incident.scope().deviceId(),
                incident.closedAt() == null ? "open" : "resolved",
                id(incident.severity()),
                id(incident.peakSeverity()),
                incident.openedAt(),
                incident.closedAt(),
                incident.closeReason(),
                incident.openedFigures(),
                incident.peakFigures(),
                incident.lastFigures(),
                incident.announced() == null ? null : id(incident.announced()),
                incident.acknowledgedAt(),
                incident.acknowledgedBy());
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The incidents that fit, newest first. */
    @Schema(name = "IncidentList")
    record IncidentList(List<IncidentView> incidents) {}

    /**
     * One incident with all there is about it.
     *
     * @param series every bucket from a while before it until a while after it; empty for devices, and while figures cannot be read
     */
    @Schema(name = "IncidentDetails")
    record IncidentDetails(
            IncidentView incident,
            List<EventView> timeline,
            List<Figures> series,

            @Schema(description = "The first threshold, where it is on the scale of the figure") @Nullable Double threshold,

            @Schema(description = "Begin of the inferences behind it")
            Instant inferencesFrom,

            @Schema(description = "End of the inferences behind it")
            Instant inferencesUntil) {}

    /** One line of a timeline. */
    @Schema(name = "IncidentEvent")
    record EventView(
            Instant at,

            @Schema(
                    description =
                            "opened, escalated, eased, relapsed, resolved, lapsed, data_missing, data_back, failed, readable,"
                                    + " revised, told, not_told, acknowledged, commented, resolved_by_hand, accepted, rule_changed, rule_deleted")
            String kind,

            @Nullable String who,
            @Nullable String note,
            @Nullable Figures figures) {
        static EventView of(IncidentEvent event) {
            return new EventView(event.at(), event.kind(), event.who(), event.note(), event.figures());
        }
    }

    /** What somebody has to say. */
    @Schema(name = "IncidentComment", requiredProperties = "text")
    record Comment(@Nullable String text) {}
}
