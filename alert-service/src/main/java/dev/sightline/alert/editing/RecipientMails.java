package dev.sightline.alert.editing;

import dev.sightline.alert.ProblemException;
import dev.sightline.alert.access.Person;
import dev.sightline.alert.delivery.Addresses;
import dev.sightline.alert.delivery.Notice;
import dev.sightline.alert.delivery.Outbox;
import dev.sightline.alert.delivery.Target;
import dev.sightline.alert.rules.AlertRule;
import dev.sightline.alert.rules.Webhook;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to recipients that are about being a recipient: confirmations and tests. */
@ApplicationScoped
class RecipientMails {
    private final Addresses addresses;
    private final Outbox outbox;

    RecipientMails(Addresses addresses, Outbox outbox) {
        this.addresses = addresses;
        this.outbox = outbox;
    }

    /** Asks every address once whether it wants to be written to; whoever is signed in with one has answered already. */
    void ask(Transaction transaction, AlertRule rule, @Nullable Person person, Instant now) {
        String own = person == null ? null : person.email();
        if (person != null && own != null) {
            addresses.confirm(transaction, rule.workspace(), own, now);
            remember(transaction, rule.workspace(), person, own, now);
        }
        for (String email : rule.definition().recipients().emails()) {
            if (addresses.ask(transaction, rule.workspace(), email, now)) {
                String who = own == null ? "Somebody" : own;
                var notice = notice(
                        Notice.Kind.CONFIRMATION,
                        rule,
                        "Do you want alerts from Sightline?",
                        "%s wants to send you alerts of the rule “%s” (workspace %s). Without your yes there is no other mail."
                                .formatted(who, rule.definition().name(), rule.workspace()),
                        now);
                outbox.put(transaction, notice, "", "confirmation", List.of(Target.email(email)), now);
            }
        }
    }

    /** Sends a test to everybody, or to the one who is named; the number of recipients. */
    int test(Transaction transaction, AlertRule rule, @Nullable String to, Instant now) {
        var notice = notice(
                Notice.Kind.TEST,
                rule,
                "Test: " + rule.definition().name(),
                "This is what a message of this rule looks like. Nothing has happened.",
                now);
        var targets = targets(rule).stream()
                .filter(target -> to == null || target.address().equals(to))
                .toList();
        if (to != null && targets.isEmpty()) {
            throw ProblemException.input("to", to, "an address of one of the rule's recipients");
        }
        outbox.put(transaction, notice, "", "test:" + now, targets, now);
        return targets.size();
    }

    /** Nothing more is sent of a rule that is gone. */
    void cancel(Transaction transaction, UUID ruleId) {
        transaction.sql("""
                        UPDATE delivery SET state = 'CANCELLED', last_error = 'the rule was deleted'
                        WHERE rule_id = :rule_id AND state IN ('PENDING', 'HELD') AND message_id IS NULL
                        """).with("rule_id", ruleId).update();
    }

    /** Since when an endpoint gets nothing; null when it does. */
    @Nullable Instant disabledAt(Transaction transaction, UUID ruleId, String url) {
        return transaction
                .sql("SELECT at FROM disabled_webhook WHERE rule_id = :rule_id AND url = :url")
                .with("rule_id", ruleId)
                .with("url", url)
                .first(row -> row.instant("at"))
                .orElse(null);
    }

    private static void remember(Transaction transaction, String workspace, Person person, String email, Instant now) {
        transaction
                .sql("""
                        INSERT INTO known_person (workspace, email, role, seen_at) VALUES (:workspace, :email, :role, :now)
                        ON CONFLICT (workspace, email) DO UPDATE SET role = excluded.role, seen_at = excluded.seen_at
                        """)
                .with("workspace", workspace)
                .with("email", email)
                .with("role", person.role())
                .with("now", now)
                .update();
    }

    private static List<Target> targets(AlertRule rule) {
        List<Target> targets = new ArrayList<>();
        rule.definition().recipients().emails().forEach(email -> targets.add(Target.email(email)));
        for (Webhook webhook : rule.definition().recipients().webhooks()) {
            var channel = webhook.kind() == Webhook.Kind.SLACK ? Target.Channel.SLACK : Target.Channel.WEBHOOK;
            targets.add(new Target(channel, webhook.url(), webhook.secret()));
        }
        return targets;
    }

    private static Notice notice(Notice.Kind kind, AlertRule rule, String subject, String summary, Instant now) {
        return new Notice(
                kind,
                rule.workspace(),
                rule.id(),
                rule.definition().name(),
                subject,
                summary,
                List.of(),
                now,
                kind.name() + rule.id(),
                true,
                null,
                null,
                null,
                0);
    }
}
