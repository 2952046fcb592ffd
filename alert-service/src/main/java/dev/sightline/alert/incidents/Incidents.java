package dev.sightline.alert.incidents;

import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.judge.Severity;
import dev.sightline.alert.rules.RuleDefinition;
import dev.sightline.alert.store.Row;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The incidents of all workspaces and their timelines, in PostgreSQL. */
@ApplicationScoped
public class Incidents {
    public void open(Transaction transaction, Incident incident) {
        transaction
                .sql("""
                        INSERT INTO incident (id, workspace, rule_id, rule_name, rule, series, scope, model, device_id, severity,
                                              peak_severity, opened_at, opened_figures, peak_figures, last_figures)
                        VALUES (:id, :workspace, :rule_id, :rule_name, CAST(:rule AS jsonb), :series, CAST(:scope AS jsonb), :model,
                                :device_id, :severity, :peak_severity, :opened_at, CAST(:figures AS jsonb),
                                CAST(:figures AS jsonb), CAST(:figures AS jsonb))
                        """)
                .with("id", incident.id())
                .with("workspace", incident.workspace())
                .with("rule_id", incident.ruleId())
                .with("rule_name", incident.rule().name())
                .withJson("rule", incident.rule())
                .with("series", incident.scope().key())
                .withJson("scope", incident.scope())
                .with("model", incident.scope().model())
                .with("device_id", incident.scope().deviceId())
                .with("severity", incident.severity())
                .with("peak_severity", incident.peakSeverity())
                .with("opened_at", incident.openedAt())
                .withJson("figures", incident.openedFigures())
                .update();
        note(transaction, incident.id(), IncidentEvent.of(incident.openedAt(), "opened", incident.openedFigures()));
    }

    /** How bad it is now, and on which figures. */
    public void follow(
            Transaction transaction, UUID id, Severity severity, Severity peak, Figures last, Figures worst) {
        transaction
                .sql("""
                        UPDATE incident
                        SET severity = :severity, peak_severity = :peak, last_figures = CAST(:last AS jsonb),
                            peak_figures = CAST(:worst AS jsonb)
                        WHERE id = :id
                        """)
                .with("id", id)
                .with("severity", severity)
                .with("peak", peak)
                .withJson("last", last)
                .withJson("worst", worst)
                .update();
    }

    /** @param last the figures that ended it; null when none did */
    public void close(Transaction transaction, UUID id, Instant at, String reason, @Nullable Figures last) {
        transaction
                .sql("""
                        UPDATE incident
                        SET closed_at = :at, close_reason = :reason,
                            last_figures = coalesce(CAST(:last AS jsonb), last_figures)
                        WHERE id = :id AND closed_at IS NULL
                        """)
                .with("id", id)
                .withJson("last", last)
                .with("at", at)
                .with("reason", reason)
                .update();
    }

    /** Closes whatever a rule has open, because the rule is not what it was. */
    public void closeOf(Transaction transaction, UUID ruleId, Instant at, String reason, String who) {
        transaction
                .sql("""
                        WITH closed AS
                        (
                            UPDATE incident SET closed_at = :at, close_reason = :reason
                            WHERE rule_id = :rule_id AND closed_at IS NULL
                            RETURNING id
                        )
                        INSERT INTO incident_event (incident_id, at, kind, who)
                        SELECT id, :at, :reason, :who FROM closed
                        """)
                .with("rule_id", ruleId)
                .with("at", at)
                .with("reason", reason)
                .with("who", who)
                .update();
    }

    public void announced(Transaction transaction, UUID id, Severity severity) {
        transaction
                .sql("UPDATE incident SET announced = :severity WHERE id = :id")
                .with("id", id)
                .with("severity", severity)
                .update();
    }

    public void acknowledge(Transaction transaction, UUID id, Instant at, String who) {
        transaction
                .sql("UPDATE incident SET acknowledged_at = :at, acknowledged_by = :who WHERE id = :id")
                .with("id", id)
                .with("at", at)
                .with("who", who)
                .update();
    }

    public void note(Transaction transaction, UUID id, IncidentEvent event) {
        transaction
                .sql("""
                        INSERT INTO incident_event (incident_id, at, kind, who, note, figures)
                        VALUES (:id, :at, :kind, :who, :note, CAST(:figures AS jsonb))
                        """)
                .with("id", id)
                .with("at", event.at())
                .with("kind", event.kind())
                .with("who", event.who())
                .with("note", event.note())
                .withJson("figures", event.figures())
                .update();
    }

    /** Locked until the transaction ends. */
    public Optional<Incident> find(Transaction transaction, UUID id) {
        return transaction
                .sql("SELECT * FROM incident WHERE id = :id FOR UPDATE")
                .with("id", id)
                .first(Incidents::incident);
    }

    /**
     * Newest first; of those that were opened by one bucket, as where a rule was changed in between, the one that went on longer.
     * A filter that is null lets everything pass.
     */
    public List<Incident> list(Transaction transaction, IncidentFilter filter) {
        return transaction
                .sql("""
                        SELECT * FROM incident
                        WHERE workspace = :workspace
                          AND (CAST(:is_open AS boolean) IS NULL OR (closed_at IS NULL) = CAST(:is_open AS boolean))
                          AND (CAST(:model AS text) IS NULL OR model = CAST(:model AS text))
                          AND (CAST(:device_id AS text) IS NULL OR device_id = CAST(:device_id AS text))
                          AND (CAST(:rule_id AS uuid) IS NULL OR rule_id = CAST(:rule_id AS uuid))
                          AND (CAST(:before AS timestamptz) IS NULL OR opened_at < CAST(:before AS timestamptz))
                          AND (CAST(:after AS uuid) IS NULL
                               OR (opened_at, coalesce(closed_at, 'infinity'), id)
                                  < (SELECT opened_at, coalesce(closed_at, 'infinity'), id
                                     FROM incident WHERE workspace = :workspace AND id = CAST(:after AS uuid)))
                        ORDER BY opened_at DESC, coalesce(closed_at, 'infinity') DESC, id DESC
                        LIMIT :limit
                        """)
                .with("workspace", filter.workspace())
                .with("is_open", filter.isOpen())
                .with("model", filter.model())
                .with("device_id", filter.deviceId())
                .with("rule_id", filter.ruleId())
                .with("before", filter.before())
                .with("after", filter.after())
                .with("limit", filter.limit())
                .rows(Incidents::incident);
    }

    /** In the order in which it happened. */
    public List<IncidentEvent> timeline(Transaction transaction, UUID id) {
        return transaction
                .sql("SELECT * FROM incident_event WHERE incident_id = :id ORDER BY id")
                .with("id", id)
                .rows(row -> new IncidentEvent(
                        row.instant("at"),
                        row.text("kind"),
                        row.textOrNull("who"),
                        row.textOrNull("note"),
                        row.jsonOrNull("figures", Figures.class)));
    }

    /** When something was wrong with a series, so that it is not learned from; what was accepted since was not wrong. */
    public List<Span> spans(Transaction transaction, UUID ruleId, String series, Instant since) {
        return transaction
                .sql("""
                        SELECT opened_at, closed_at FROM incident
                        WHERE rule_id = :rule_id AND series = :series AND (closed_at IS NULL OR closed_at > :since)
                          AND close_reason IS DISTINCT FROM 'accepted'
                        ORDER BY opened_at
                        """)
                .with("rule_id", ruleId)
                .with("series", series)
                .with("since", since)
                .rows(row -> new Span(row.instant("opened_at"), row.instantOrNull("closed_at")));
    }

    /** @param until null while it goes on */
    public record Span(Instant from, @Nullable Instant until) {
        public boolean holds(Instant at) {
            return !at.isBefore(from) && (until == null || at.isBefore(until));
        }
    }

    /**
     * Which incidents are asked for; what is null is not narrowed down.
     *
     * @param before opened before then
     * @param after what stands behind this incident in the list; of no workspace's other than its own
     */
    public record IncidentFilter(
            String workspace,
            @Nullable Boolean isOpen,
            @Nullable String model,
            @Nullable String deviceId,
            @Nullable UUID ruleId,
            @Nullable Instant before,
            @Nullable UUID after,
            int limit) {}

    private static Incident incident(Row row) {
        return new Incident(
                row.uuid("id"),
                row.text("workspace"),
                row.uuid("rule_id"),
                row.json("rule", RuleDefinition.class),
                row.json("scope", SeriesScope.class),
                row.constant("severity", Severity.class),
                row.constant("peak_severity", Severity.class),
                row.instant("opened_at"),
                row.instantOrNull("closed_at"),
                row.textOrNull("close_reason"),
                row.json("opened_figures", Figures.class),
                row.json("peak_figures", Figures.class),
                row.json("last_figures", Figures.class),
                row.constantOrNull("announced", Severity.class),
                row.instantOrNull("acknowledged_at"),
                row.textOrNull("acknowledged_by"));
    }
}
