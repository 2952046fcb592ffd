package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages, in the transaction of what they tell of: both are stored or neither is. {@link Dispatch} sends them.
 *
 * <p>A message is known by rule, series, transition, channel and recipient, so that telling it twice stores it once.
 */
@ApplicationScoped
public class Outbox {
    private final Addresses addresses;
    private final Duration grouping;

    Outbox(Addresses addresses, AlertConfig config) {
        this.addresses = addresses;
        this.grouping = config.delivery().grouping();
    }

    /**
     * Puts a notice into the outbox for each target.
     *
     * @param transition what is told, unique within the series
     */
    public void put(
            Transaction transaction,
            Notice notice,
            String series,
            String transition,
            Collection<Target> targets,
            Instant now) {
        Notice told = notice.withHeldBack(tellHeldBack(transaction, notice.ruleId()));
        for (Target target : targets) {
            String obstacle = target.channel() == Target.Channel.EMAIL
                    ? addresses.obstacle(transaction, notice, target.address())
                    : null;
            Delivery.State state = obstacle == null ? Delivery.State.PENDING : Delivery.State.CANCELLED;
            insert(transaction, told, series, transition, target, state, obstacle, now);
        }
    }

    /** Notes what the rule's limits held back; it is told with the next notice of the rule. */
    public void hold(
            Transaction transaction,
            Notice notice,
            String series,
            String transition,
            Collection<Target> targets,
            Instant now) {
        for (Target target : targets) {
            insert(
                    transaction,
                    notice,
                    series,
                    transition,
                    target,
                    Delivery.State.HELD,
                    "held back by the rule's limits",
                    now);
        }
    }

    /** Whether the rule may send one more notification; each counts once, however many hear of it. */
    public boolean hasRoom(Transaction transaction, UUID ruleId, int perHour, int perDay, Instant now) {
        return count(transaction, ruleId, now.minus(Duration.ofHours(1))) < perHour
                && count(transaction, ruleId, now.minus(Duration.ofDays(1))) < perDay;
    }

    /** Whether the last that was told of a series' figures is that there are none. */
    public boolean isToldOfGap(Transaction transaction, UUID ruleId, String series) {
        return transaction
                .sql("""
                        SELECT notice ->> 'kind' AS kind FROM delivery
                        WHERE rule_id = :rule_id AND series = :series AND state <> 'HELD'
                          AND notice ->> 'kind' IN ('NO_DATA', 'DATA_BACK')
                        ORDER BY created_at DESC
                        LIMIT 1
                        """)
                .with("rule_id", ruleId)
                .with("series", series)
                .first(row -> row.text("kind"))
                .filter(Notice.Kind.NO_DATA.name()::equals)
                .isPresent();
    }

    private static int count(Transaction transaction, UUID ruleId, Instant since) {
        return transaction
                .sql("""
                        SELECT count(DISTINCT (series, transition)) AS notifications FROM delivery
                        WHERE rule_id = :rule_id AND created_at > :since AND state NOT IN ('HELD', 'CANCELLED')
                          AND notice ->> 'kind' NOT IN ('CONFIRMATION', 'TEST')
                        """)
                .with("rule_id", ruleId)
                .with("since", since)
                .first(row -> row.number("notifications"))
                .orElse(0);
    }

    private static int tellHeldBack(Transaction transaction, UUID ruleId) {
        return transaction
                .sql("""
                        WITH told AS
                        (
                            UPDATE delivery SET is_told = true
                            WHERE rule_id = :rule_id AND state = 'HELD' AND NOT is_told
                            RETURNING series, transition
                        )
                        SELECT count(DISTINCT (series, transition)) AS notifications FROM told
                        """)
                .with("rule_id", ruleId)
                .first(row -> row.number("notifications"))
                .orElse(0);
    }

    private void insert(
            Transaction transaction,
            Notice notice,
            String series,
            String transition,
            Target target,
            Delivery.State state,
            @Nullable String error,
            Instant now) {
        boolean waits =
                target.channel() == Target.Channel.EMAIL && !notice.kind().isAlone();
        transaction
                .sql("""
                        INSERT INTO delivery (id, workspace, rule_id, series, incident_id, transition, channel, recipient, secret,
                                              state, is_alone, notice, created_at, next_attempt_at, last_error)
                        VALUES (:id, :workspace, :rule_id, :series, :incident_id, :transition, :channel, :recipient, :secret,
                                :state, :is_alone, CAST(:notice AS jsonb), :now, :next_attempt_at, :last_error)
                        ON CONFLICT (rule_id, series, transition, channel, recipient) DO UPDATE
                        SET state = excluded.state, notice = excluded.notice, created_at = excluded.created_at,
                            next_attempt_at = excluded.next_attempt_at, last_error = excluded.last_error
                        WHERE delivery.state = 'HELD'
                        """)
                .with("id", UUID.randomUUID())
                .with("workspace", notice.workspace())
                .with("rule_id", notice.ruleId())
                .with("series", series)
                .with("incident_id", notice.incidentId())
                .with("transition", transition)
                .with("channel", target.channel())
                .with("recipient", target.address())
                .with("secret", target.secret())
                .with("state", state)
                .with("is_alone", notice.kind().isAlone())
                .withJson("notice", notice)
                .with("now", now)
                .with("next_attempt_at", waits ? now.plus(grouping) : now)
                .with("last_error", error)
                .update();
    }
}
