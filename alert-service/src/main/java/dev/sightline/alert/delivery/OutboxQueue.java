package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outbox from its other end: takes what is due, and notes what became of it.
 *
 * <p>Mails to one person that are due together are one message. Which deliveries that are is written down with the
 * message's id before the first attempt, so that every later attempt sends the same message.
 */
@ApplicationScoped
class OutboxQueue {
    private final AlertConfig.Delivery config;
    private final URI publicUrl;

    OutboxQueue(AlertConfig config) {
        this.config = config.delivery();
        this.publicUrl = config.publicUrl();
    }

    /** The deliveries of the message that is due next, leased; empty when none is. */
    List<Delivery> take(Transaction transaction, Instant now) {
        while (true) {
            var due = next(transaction, now);
            if (due == null) {
                return List.of();
            }
            Instant room = due.messageId() == null && isMail(due) ? roomFor(transaction, due, now) : null;
            if (room == null) {
                return lease(
                        transaction,
                        due.messageId() == null ? gathered(transaction, due) : together(transaction, due),
                        now);
            }
            postpone(transaction, due, room);
        }
    }

    void sent(Transaction transaction, List<Delivery> message, Instant now) {
        for (Delivery delivery : message) {
            transaction.sql("""
                            UPDATE delivery SET state = 'SENT', sent_at = :now, last_error = NULL, leased_until = NULL
                            WHERE id = :id
                            """).with("id", delivery.id()).with("now", now).update();
        }
    }

    void retry(Transaction transaction, List<Delivery> message, Instant at, String reason) {
        for (Delivery delivery : message) {
            transaction
                    .sql("""
                            UPDATE delivery
                            SET state = 'PENDING', next_attempt_at = :at, last_error = :reason, leased_until = NULL
                            WHERE id = :id
                            """)
                    .with("id", delivery.id())
                    .with("at", at)
                    .with("reason", reason)
                    .update();
        }
    }

    void failed(Transaction transaction, List<Delivery> message, String reason) {
        for (Delivery delivery : message) {
            transaction
                    .sql(
                            "UPDATE delivery SET state = 'FAILED', last_error = :reason, leased_until = NULL WHERE id = :id")
                    .with("id", delivery.id())
                    .with("reason", reason)
                    .update();
        }
    }

    /** An endpoint that is gone gets nothing more of its rule. */
    void disable(Transaction transaction, Delivery delivery, Instant now) {
        transaction
                .sql("""
                        INSERT INTO disabled_webhook (rule_id, url, at)
                        SELECT :rule_id, :url, :now FROM alert_rule WHERE id = :rule_id
                        ON CONFLICT DO NOTHING
                        """)
                .with("rule_id", delivery.ruleId())
                .with("url", delivery.target().address())
                .with("now", now)
                .update();
    }

    private static @Nullable Delivery next(Transaction transaction, Instant now) {
        return transaction.sql("""
                        SELECT * FROM delivery
                        WHERE (state = 'PENDING' AND next_attempt_at <= :now)
                           OR (state = 'SENDING' AND leased_until <= :now)
                        ORDER BY next_attempt_at, id
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).with("now", now).first(Delivery::of).orElse(null);
    }

    /** Everything that waits for the same person: what happened within the grouping time is one mail. */
    private static List<Delivery> gathered(Transaction transaction, Delivery due) {
        if (!isMail(due)) {
            return List.of(due);
        }
        return transaction
                .sql("""
                        SELECT * FROM delivery
                        WHERE workspace = :workspace AND channel = 'EMAIL' AND recipient = :recipient
                          AND state = 'PENDING' AND message_id IS NULL AND NOT is_alone
                        ORDER BY created_at, id
                        LIMIT 50
                        FOR UPDATE SKIP LOCKED
                        """)
                .with("workspace", due.workspace())
                .with("recipient", due.target().address())
                .rows(Delivery::of);
    }

    private static List<Delivery> together(Transaction transaction, Delivery due) {
        return transaction.sql("""
                        SELECT * FROM delivery
                        WHERE message_id = :message_id AND state IN ('PENDING', 'SENDING')
                        ORDER BY created_at, id
                        FOR UPDATE
                        """).with("message_id", due.messageId()).rows(Delivery::of);
    }

    /** When the person may get another mail; null for now. */
    private @Nullable Instant roomFor(Transaction transaction, Delivery due, Instant now) {
        List<Instant> latest = transaction
                .sql("""
                        SELECT max(sent_at) AS sent_at FROM delivery
                        WHERE recipient = :recipient AND channel = 'EMAIL' AND state = 'SENT' AND NOT is_alone
                          AND workspace = :workspace AND sent_at > :since
                        GROUP BY message_id
                        ORDER BY sent_at DESC
                        LIMIT :most
                        """)
                .with("recipient", due.target().address())
                .with("workspace", due.workspace())
                .with("since", now.minus(config.digestWindow()))
                .with("most", config.mailsPerDigestWindow())
                .rows(row -> row.instant("sent_at"));
        return latest.size() < config.mailsPerDigestWindow()
                ? null
                : latest.getLast().plus(config.digestWindow());
    }

    private static void postpone(Transaction transaction, Delivery due, Instant until) {
        transaction
                .sql("""
                        UPDATE delivery SET next_attempt_at = :until
                        WHERE workspace = :workspace AND channel = 'EMAIL' AND recipient = :recipient
                          AND state = 'PENDING' AND message_id IS NULL AND NOT is_alone AND next_attempt_at < :until
                        """)
                .with("workspace", due.workspace())
                .with("recipient", due.target().address())
                .with("until", until)
                .update();
    }

    private List<Delivery> lease(Transaction transaction, List<Delivery> message, Instant now) {
        String id = message.getFirst().messageId() == null
                ? messageId(message)
                : message.getFirst().messageId();
        // Longer than any attempt takes, so that nobody else begins one meanwhile.
        Duration longest = config.mailTimeout().plus(config.webhookTimeout()).plus(config.leaseMargin());
        return message.stream()
                .map(delivery -> transaction
                        .sql("""
                                UPDATE delivery
                                SET state = 'SENDING', attempts = attempts + 1, leased_until = :until, message_id = :message_id
                                WHERE id = :id
                                RETURNING *
                                """)
                        .with("id", delivery.id())
                        .with("until", now.plus(longest))
                        .with("message_id", id)
                        .first(Delivery::of)
                        .orElseThrow())
                .toList();
    }

    private static boolean isMail(Delivery delivery) {
        return delivery.target().channel() == Target.Channel.EMAIL
                && !delivery.notice().kind().isAlone();
    }

    /** From the keys of what it tells: the same message has the same id for ever. */
    private String messageId(List<Delivery> message) {
        String keys = message.stream()
                .map(delivery -> String.join(
                        "\n",
                        delivery.ruleId().toString(),
                        delivery.series(),
                        delivery.transition(),
                        delivery.target().channel().name(),
                        delivery.target().address()))
                .collect(Collectors.joining("\n\n"));
        return hash(keys) + "@" + publicUrl.getHost();
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
