package dev.sightline.alert.delivery;

import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which addresses may be written to: those that have confirmed once, less those that have unsubscribed. */
@ApplicationScoped
public class Addresses {
    /** What an address has said. */
    public enum Standing {
        CONFIRMED,
        UNCONFIRMED,
        UNSUBSCRIBED
    }

    /** Somebody signed in with it: it is theirs. */
    public void confirm(Transaction transaction, String workspace, String email, Instant now) {
        transaction
                .sql("""
                        INSERT INTO mail_address (workspace, email, confirmed_at) VALUES (:workspace, :email, :now)
                        ON CONFLICT (workspace, email) DO UPDATE
                        SET confirmed_at = coalesce(mail_address.confirmed_at, excluded.confirmed_at)
                        """)
                .with("workspace", workspace)
                .with("email", email)
                .with("now", now)
                .update();
    }

    /** Notes that an address is asked; false when it was asked before. */
    public boolean ask(Transaction transaction, String workspace, String email, Instant now) {
        return transaction
                        .sql("""
                        INSERT INTO mail_address (workspace, email, asked_at) VALUES (:workspace, :email, :now)
                        ON CONFLICT (workspace, email) DO NOTHING
                        """)
                        .with("workspace", workspace)
                        .with("email", email)
                        .with("now", now)
                        .update()
                == 1;
    }

    /** Is not written to any more, before it is asked again. */
    public void forget(Transaction transaction, String workspace, String email) {
        transaction
                .sql("DELETE FROM mail_address WHERE workspace = :workspace AND email = :email")
                .with("workspace", workspace)
                .with("email", email)
                .update();
        transaction.sql("""
                        UPDATE delivery SET state = 'CANCELLED', last_error = 'has left the workspace'
                        WHERE workspace = :workspace AND recipient = :email AND channel = 'EMAIL'
                          AND state IN ('PENDING', 'HELD') AND message_id IS NULL
                        """).with("workspace", workspace).with("email", email).update();
    }

    /** From the rule, or from all rules of the message. */
    void unsubscribe(Transaction transaction, LinkTokens.Link link, Instant now) {
        List<UUID> rules = link.isOfMessage()
                ? transaction
                        .sql("""
                                SELECT DISTINCT rule_id FROM delivery
                                WHERE workspace = :workspace AND recipient = :email AND message_id = :message_id
                                """)
                        .with("workspace", link.workspace())
                        .with("email", link.email())
                        .with("message_id", link.about())
                        .rows(row -> row.uuid("rule_id"))
                : List.of(UUID.fromString(link.about()));
        rules.forEach(rule -> unsubscribe(transaction, link.workspace(), rule, link.email(), now));
    }

    private void unsubscribe(Transaction transaction, String workspace, UUID ruleId, String email, Instant now) {
        transaction
                .sql("""
                        INSERT INTO unsubscription (workspace, rule_id, email, at) VALUES (:workspace, :rule_id, :email, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .with("workspace", workspace)
                .with("rule_id", ruleId)
                .with("email", email)
                .with("now", now)
                .update();
        transaction.sql("""
                        UPDATE delivery SET state = 'CANCELLED', last_error = 'unsubscribed'
                        WHERE rule_id = :rule_id AND recipient = :email AND channel = 'EMAIL'
                          AND state IN ('PENDING', 'HELD') AND message_id IS NULL
                        """).with("rule_id", ruleId).with("email", email).update();
    }

    public Standing standing(Transaction transaction, String workspace, UUID ruleId, String email) {
        List<Standing> found = transaction
                .sql("""
                        SELECT EXISTS (SELECT FROM unsubscription
                                       WHERE workspace = :workspace AND rule_id = :rule_id AND email = :email) AS is_unsubscribed,
                               EXISTS (SELECT FROM mail_address
                                       WHERE workspace = :workspace AND email = :email
                                         AND confirmed_at IS NOT NULL) AS is_confirmed
                        """)
                .with("workspace", workspace)
                .with("rule_id", ruleId)
                .with("email", email)
                .rows(row -> row.is("is_unsubscribed")
                        ? Standing.UNSUBSCRIBED
                        : row.is("is_confirmed") ? Standing.CONFIRMED : Standing.UNCONFIRMED);
        return found.getFirst();
    }

    /** Why the address does not get this notice; null when it does. */
    @Nullable String obstacle(Transaction transaction, Notice notice, String email) {
        if (notice.kind() == Notice.Kind.CONFIRMATION) {
            return null;
        }
        return switch (standing(transaction, notice.workspace(), notice.ruleId(), email)) {
            case CONFIRMED -> null;
            case UNCONFIRMED -> "the address has not been confirmed yet";
            case UNSUBSCRIBED -> "unsubscribed";
        };
    }
}
