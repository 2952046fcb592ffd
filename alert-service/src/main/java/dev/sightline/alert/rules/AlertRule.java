package dev.sightline.alert.rules;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule, as kept.
 *
 * @param silencedUntil null when nobody silenced it
 * @param createdByEmail null when a program made it
 * @param dueAt the watermark from which there is something to judge
 * @param failures evaluations in a row that failed
 */
public record AlertRule(
        UUID id,
        String workspace,
        RuleDefinition definition,
        boolean isPaused,
        @Nullable Instant silencedUntil,
        String createdBy,
        @Nullable String createdByEmail,
        Instant createdAt,
        Instant updatedAt,
        Instant dueAt,
        int failures) {
    public boolean isSilencedAt(Instant time) {
        return silencedUntil != null && silencedUntil.isAfter(time);
    }
}
