package dev.sightline.alert.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a message says, as it was when it happened: a message that is sent later, or again, says the same.
 *
 * @param subject what happened, in one line
 * @param thread what belongs together; mails of one thread refer to its first
 * @param isFirstOfThread whether this is that first one
 * @param inferences path and query of the page with the inferences behind it; null when there are none
 * @param chart null when there is nothing to draw
 * @param heldBack notifications of the rule that its limits held back since the last one that was sent
 */
public record Notice(
        Kind kind,
        String workspace,
        UUID ruleId,
        String ruleName,
        String subject,
        String summary,
        List<Fact> facts,
        Instant at,
        String thread,
        boolean isFirstOfThread,
        @Nullable UUID incidentId,
        @Nullable String inferences,
        @Nullable Chart chart,
        int heldBack) {
    public Notice {
        facts = List.copyOf(facts);
    }

    /** What kind of thing happened. */
    public enum Kind {
        OPENED,
        ESCALATED,
        RESOLVED,
        NO_DATA,
        DATA_BACK,
        FAILED,
        FLAPPING,
        BLIND,
        SEES_AGAIN,
        CONFIRMATION,
        TEST;

        /** Whether it goes out by itself and at once: nothing is gained by waiting for others. */
        boolean isAlone() {
            return this == CONFIRMATION || this == TEST;
        }
    }

    /** A figure with its name. */
    public record Fact(String label, String value) {}

    public Notice withHeldBack(int count) {
        return new Notice(
                kind,
                workspace,
                ruleId,
                ruleName,
                subject,
                summary,
                facts,
                at,
                thread,
                isFirstOfThread,
                incidentId,
                inferences,
                chart,
                count);
    }
}
