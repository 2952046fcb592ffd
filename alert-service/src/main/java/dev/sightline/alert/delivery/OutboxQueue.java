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
import java.util.Optional;
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
    /** Of no other meaning than being ours. */
    private static final long MAIL_TURN = 7_413_001;

    private static final List<String> MAILS = List.of(Target.Channel.EMAIL.name());
    private static final List<String> WEBHOOKS = List.of(Target.Channel.WEBHOOK.name(), Target.Channel.SLACK.name());

    private final AlertConfig.Delivery config;
    private final URI publicUrl;

    OutboxQueue(AlertConfig config) {
        this.config = config.delivery();
        this.publicUrl = config.publicUrl();
    }

    /** The webhook that is due next, leased. */
    Optional<Delivery> takeWebhook(Transaction transaction, Instant now) {
        return next(transaction, WEBHOOKS, now)
                .map(due -> lease(transaction, List.of(due), now).getFirst());
    }

    /** The deliveries of the mail that is due next, leased; empty when none is. */
    List<Delivery> takeMail(Transaction transaction, Instant now) {
        // Replicas take turns: two that gather for one person in the same moment would make a mail each.
        transaction
                .sql("SELECT 1 AS turn FROM pg_advisory_xact_lock(:turn)")
                .with("turn", MAIL_TURN)
                .first(row -> row.number("turn"));
        while (true) {
            var due = next(transaction, MAILS, now).orElse(null);
            if (due == null) {
                return List.of();
            }
            Instant room = due.messageId() == null && !due.isAlone() ? roomFor(transaction, due, now) : null;
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

    /** An endpoint that has taken a message, as one of a test, is not gone any more. */
    void enable(Transaction transaction, Delivery delivery) {
        transaction
                .sql("DELETE FROM disabled_webhook WHERE rule_id = :rule_id AND url = :url")
                .with("rule_id", delivery.ruleId())
                .with("url", delivery.target().address())
                .update();
    }

    private static Optional<Delivery> next(Transaction transaction, List<String> channels, Instant now) {
        return transaction.sql("""
                        SELECT * FROM delivery
                        WHERE channel = ANY (:channels)
                          AND ((state = 'PENDING' AND next_attempt_at <= :now)
                            OR (state = 'SENDING' AND leased_until <= :now))
                        ORDER BY next_attempt_at, id
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).with("channels", channels).with("now", now).first(Delivery::of);
    }

    /** Everything that waits for the same person: what happened within the grouping time is one mail. */
    private static List<Delivery> gathered(Transaction transaction, Delivery due) {
        if (due.isAlone()) {
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

    /**
     * When the person may get another mail; null for now. One that is still tried counts as if it were sent now: otherwise all
     * that happens while the mail server is away would be a mail each when it is back.
     */
    private @Nullable Instant roomFor(Transaction transaction, Delivery due, Instant now) {
        List<Instant> latest = transaction
                .sql("""
                        SELECT coalesce(max(sent_at), :now) AS sent_at FROM delivery
                        WHERE recipient = :recipient AND channel = 'EMAIL' AND NOT is_alone AND workspace = :workspace
                          AND message_id IS NOT NULL
                          AND ((state = 'SENT' AND sent_at > :since) OR state IN ('PENDING', 'SENDING'))
                        GROUP BY message_id
                        ORDER BY sent_at DESC
                        LIMIT :most
                        """)
                .with("recipient", due.target().address())
                .with("workspace", due.workspace())
                .with("now", now)
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
