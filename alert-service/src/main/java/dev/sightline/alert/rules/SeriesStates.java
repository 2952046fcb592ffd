package dev.sightline.alert.rules;

import dev.sightline.alert.judge.Figures;
import dev.sightline.alert.judge.Memory;
import dev.sightline.alert.judge.SeriesScope;
import dev.sightline.alert.state.AlertState;
import dev.sightline.alert.store.Row;
import dev.sightline.alert.store.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One row per rule and series. */
@ApplicationScoped
public class SeriesStates {
    /** By the series' key, in its order. */
    public List<SeriesState> of(Transaction transaction, UUID ruleId) {
        return transaction
                .sql("SELECT * FROM alert_series WHERE rule_id = :rule_id ORDER BY series")
                .with("rule_id", ruleId)
                .rows(SeriesStates::state);
    }

    /** Of every rule of a workspace. */
    public Map<UUID, List<SeriesState>> ofWorkspace(Transaction transaction, String workspace) {
        record Owned(UUID ruleId, SeriesState state) {}
        return transaction
                .sql("""
                        SELECT * FROM alert_series
                        WHERE rule_id IN (SELECT id FROM alert_rule WHERE workspace = :workspace)
                        ORDER BY rule_id, series
                        """)
                .with("workspace", workspace)
                .rows(row -> new Owned(row.uuid("rule_id"), state(row)))
                .stream()
                .collect(Collectors.groupingBy(Owned::ruleId, Collectors.mapping(Owned::state, Collectors.toList())));
    }

    public void store(Transaction transaction, UUID ruleId, SeriesState series) {
        transaction
                .sql("""
                        INSERT INTO alert_series (rule_id, series, scope, state, since, judged_until, memory, figures, recent,
                                                  incident_id, learned_from)
                        VALUES (:rule_id, :series, CAST(:scope AS jsonb), CAST(:state AS jsonb), :since, :judged_until,
                                CAST(:memory AS jsonb), CAST(:figures AS jsonb), CAST(:recent AS jsonb), :incident_id, :learned_from)
                        ON CONFLICT (rule_id, series) DO UPDATE
                        SET state = excluded.state, since = excluded.since, judged_until = excluded.judged_until,
                            memory = excluded.memory, figures = excluded.figures, recent = excluded.recent,
                            incident_id = excluded.incident_id, learned_from = excluded.learned_from
                        """)
                .with("rule_id", ruleId)
                .with("series", series.scope().key())
                .withJson("scope", series.scope())
                .withJson("state", series.state())
                .with("since", series.since())
                .with("judged_until", series.judgedUntil())
                .withJson("memory", series.memory())
                .withJson("figures", series.figures())
                .withJson("recent", series.recent())
                .with("incident_id", series.incidentId())
                .with("learned_from", series.learnedFrom())
                .update();
    }

    /** A rule that watches for something else begins anew. */
    public void forget(Transaction transaction, UUID ruleId) {
        transaction
                .sql("DELETE FROM alert_series WHERE rule_id = :rule_id")
                .with("rule_id", ruleId)
                .update();
    }

    private static SeriesState state(Row row) {
        return new SeriesState(
                row.json("scope", SeriesScope.class),
                row.json("state", AlertState.class),
                row.instant("since"),
                row.instant("judged_until"),
                row.json("memory", Memory.class),
                row.jsonOrNull("figures", Figures.class),
                Arrays.asList(row.json("recent", Figures[].class)),
                row.uuidOrNull("incident_id"),
                row.instantOrNull("learned_from"));
    }
}
