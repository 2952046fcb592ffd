package dev.sightline.alert.rules;

import dev.sightline.alert.store.Row;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of all workspaces, in PostgreSQL. */
@ApplicationScoped
public class AlertRules {
    /** In the order in which they were made. */
    public List<AlertRule> of(Transaction transaction, String workspace) {
        return transaction
                .sql("SELECT * FROM alert_rule WHERE workspace = :workspace ORDER BY created_at, id")
                .with("workspace", workspace)
                .rows(AlertRules::rule);
    }

    /** Locked until the transaction ends, so that it is not edited and evaluated at once. */
    public Optional<AlertRule> find(Transaction transaction, String workspace, UUID id) {
        return transaction
                .sql("SELECT * FROM alert_rule WHERE workspace = :workspace AND id = :id FOR UPDATE")
                .with("workspace", workspace)
                .with("id", id)
                .first(AlertRules::rule);
    }

    /** The rule that has been due longest and that no other replica has in hand; locked. */
    public Optional<AlertRule> nextDue(Transaction transaction, Instant watermark) {
        return transaction.sql("""
                        SELECT * FROM alert_rule
                        WHERE NOT is_paused AND NOT is_about_devices AND due_at <= :watermark
                        ORDER BY due_at
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).with("watermark", watermark).first(AlertRules::rule);
    }

    /** Rules about devices that are due and that no other replica has in hand; locked. */
    public Optional<AlertRule> nextDueAboutDevices(Transaction transaction, Instant now) {
        return transaction.sql("""
                        SELECT * FROM alert_rule
                        WHERE NOT is_paused AND is_about_devices AND due_at <= :now
                        ORDER BY due_at
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).with("now", now).first(AlertRules::rule);
    }

    public void add(Transaction transaction, AlertRule rule) {
        transaction
                .sql("""
                        INSERT INTO alert_rule (id, workspace, name, definition, is_about_devices, is_paused, silenced_until,
                                                created_by, created_by_email, created_at, updated_at, due_at, failures)
                        VALUES (:id, :workspace, :name, CAST(:definition AS jsonb), :is_about_devices, :is_paused,
                                :silenced_until, :created_by, :created_by_email, :created_at, :updated_at, :due_at, :failures)
                        """)
                .with("id", rule.id())
                .with("workspace", rule.workspace())
                .with("name", rule.definition().name())
                .withJson("definition", rule.definition())
                .with("is_about_devices", rule.definition().isAboutDevices())
                .with("is_paused", rule.isPaused())
                .with("silenced_until", rule.silencedUntil())
                .with("created_by", rule.createdBy())
                .with("created_by_email", rule.createdByEmail())
                .with("created_at", rule.createdAt())
                .with("updated_at", rule.updatedAt())
                .with("due_at", rule.dueAt())
                .with("failures", rule.failures())
                .update();
    }

    /** From now on it is due at once. */
    public void define(Transaction transaction, UUID id, RuleDefinition definition, Instant now) {
        transaction
                .sql("""
                        UPDATE alert_rule
                        SET definition = CAST(:definition AS jsonb), name = :name, is_about_devices = :is_about_devices,
                            updated_at = :now, due_at = :due_at, failures = 0
                        WHERE id = :id
                        """)
                .with("id", id)
                .with("name", definition.name())
                .withJson("definition", definition)
                .with("is_about_devices", definition.isAboutDevices())
                .with("now", now)
                .with("due_at", now)
                .update();
    }

    public void pause(Transaction transaction, UUID id, boolean isPaused) {
        transaction
                .sql("UPDATE alert_rule SET is_paused = :is_paused WHERE id = :id")
                .with("id", id)
                .with("is_paused", isPaused)
                .update();
    }

    public void silence(Transaction transaction, UUID id, @Nullable Instant until) {
        transaction
                .sql("UPDATE alert_rule SET silenced_until = :until WHERE id = :id")
                .with("id", id)
                .with("until", until)
                .update();
    }

    public void evaluated(Transaction transaction, UUID id, Instant dueAt, int failures) {
        transaction
                .sql("UPDATE alert_rule SET due_at = :due_at, failures = :failures WHERE id = :id")
                .with("id", id)
                .with("due_at", dueAt)
                .with("failures", failures)
                .update();
    }

    public void delete(Transaction transaction, UUID id) {
        transaction.sql("DELETE FROM alert_rule WHERE id = :id").with("id", id).update();
    }

    private static AlertRule rule(Row row) {
        return new AlertRule(
                row.uuid("id"),
                row.text("workspace"),
                row.json("definition", RuleDefinition.class),
                row.is("is_paused"),
                row.instantOrNull("silenced_until"),
                row.text("created_by"),
                row.textOrNull("created_by_email"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.instant("due_at"),
                row.number("failures"));
    }
}
