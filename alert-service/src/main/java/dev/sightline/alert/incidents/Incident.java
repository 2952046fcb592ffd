package dev.sightline.alert.incidents;

import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.RuleDefinition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A span in which a rule's condition held, as kept.
 *
 * @param rule as it was when the incident began
 * @param closedAt null while it is open
 * @param announced the worst that people were told; null while nobody was
 */
public record Incident(
        UUID id,
        String workspace,
        UUID ruleId,
        RuleDefinition rule,
        SeriesScope scope,
        Severity severity,
        Severity peakSeverity,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        Figures openedFigures,
        Figures peakFigures,
        Figures lastFigures,
        @Nullable Severity announced,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {}
