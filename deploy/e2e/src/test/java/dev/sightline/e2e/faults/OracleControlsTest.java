package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.e2e.Sightline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The controls: without a part of the protocol, one kill between insert and commit makes the oracle fail, which is how
 * one knows that it sees anything, and that the part is needed. Each has a database and a group of its own.
 */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OracleControlsTest {
    private final FaultySystem system;
    private final Sightline sightline;

    OracleControlsTest(FaultySystem system) {
        this.system = system;
        this.sightline = system.sightline();
    }

    @Test
    void with_all_of_it_the_same_kill_is_exact() {
        var findings = killedBeforeCommit("control_none", "exact", Map.of(), tables -> {});

        findings.areExact();
    }

    @Test
    void without_deduplication_windows_rows_and_rollups_count_twice() {
        var findings = killedBeforeCommit(
                "control_no_windows", "differs", Map.of("STATS_CHECK_DEDUPLICATION_WINDOWS", "false"), tables -> {
                    tables.deduplicationWindow("inference", 0);
                    tables.rollups().forEach(rollup -> tables.deduplicationWindow(rollup, 0));
                });

        assertThat(findings.lost()).isEmpty();
        assertThat(findings.doubled()).isNotEmpty();
        assertThat(findings.rows()).isGreaterThan(findings.acknowledged());
    }

    @Test
    void with_a_window_on_the_raw_table_only_the_rollups_count_twice() {
        var findings = killedBeforeCommit(
                "control_raw_window",
                "differs",
                Map.of("STATS_CHECK_DEDUPLICATION_WINDOWS", "false"),
                tables -> tables.rollups().forEach(rollup -> tables.deduplicationWindow(rollup, 0)));

        assertThat(findings.lost()).isEmpty();
        assertThat(findings.doubled()).as("rows, which the window keeps").isEmpty();
        assertThat(findings.differingRollups())
                .hasSizeGreaterThanOrEqualTo(4)
                .containsExactlyInAnyOrderElementsOf(
                        system.tables("control_raw_window").rollups());
    }

    @Test
    void without_intents_rows_and_rollups_count_twice() {
        var findings = killedBeforeCommit(
                "control_no_intent", "unknown", Map.of("STATS_DELIVERY", "at-least-once"), tables -> {});

        assertThat(findings.lost()).isEmpty();
        assertThat(findings.doubled()).isNotEmpty();
        assertThat(findings.rows()).isGreaterThan(findings.acknowledged());
    }

    /** What the oracle finds, and the service's own audit says, after a kill when ClickHouse has a block and stats-service has not heard of it. */
    private Findings killedBeforeCommit(
            String name, String verdict, Map<String, String> settings, Consumer<StoredTables> spoil) {
        var group = system.group(name);
        group.skipAll();
        var own = new HashMap<>(settings);
        own.put("STATS_GROUP", name);
        own.put("SIGHTLINE_CLICKHOUSE_DATABASE", name);
        var stats = system.stats(1, own);
        stats.start();
        var tables = system.tables(name);
        spoil.accept(tables);

        // In a quarter-hour that is over: the audit compares rollups when their time has passed.
        var reports = new Reports(sightline, name, Instant.now().minus(Duration.ofMinutes(40)));
        var held = HeldInsert.after();
        stats.proxy().insertsMeet(held);
        reports.send(200);
        held.awaitReached();
        stats.kill();
        reports.send(200);
        stats.start();
        group.awaitCaughtUp(Duration.ofSeconds(60));
        system.awaitVerdict(stats, verdict);
        return Findings.of(reports, tables);
    }
}
