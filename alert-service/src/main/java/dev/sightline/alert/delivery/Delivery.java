package dev.sightline.alert.delivery;

import dev.sightline.alert.store.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient, as kept.
 *
 * @param isAlone goes out by itself, without waiting for others
 * @param messageId null before the first attempt
 */
record Delivery(
        UUID id,
        String workspace,
        UUID ruleId,
        String series,
        @Nullable UUID incidentId,
        String transition,
        Target target,
        State state,
        boolean isAlone,
        Notice notice,
        Instant createdAt,
        Instant nextAttemptAt,
        int attempts,
        @Nullable String lastError,
        @Nullable Instant sentAt,
        @Nullable String messageId) {
    /** How far it is. */
    enum State {
        PENDING,
        SENDING,
        SENT,
        FAILED,
        /** Held back by the rule's limits. */
        HELD,
        /** Not to be sent: the address has not confirmed, or has unsubscribed. */
        CANCELLED
    }

    static Delivery of(Row row) {
        return new Delivery(
                row.uuid("id"),
                row.text("workspace"),
                row.uuid("rule_id"),
                row.text("series"),
                row.uuidOrNull("incident_id"),
                row.text("transition"),
                new Target(
                        row.constant("channel", Target.Channel.class), row.text("recipient"), row.textOrNull("secret")),
                row.constant("state", State.class),
                row.is("is_alone"),
                row.json("notice", Notice.class),
                row.instant("created_at"),
                row.instant("next_attempt_at"),
                row.number("attempts"),
                row.textOrNull("last_error"),
                row.instantOrNull("sent_at"),
                row.textOrNull("message_id"));
    }
}
