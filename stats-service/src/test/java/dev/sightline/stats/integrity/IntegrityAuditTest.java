package dev.sightline.stats.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.stats.clickhouse.DeduplicationWindows;
import dev.sightline.stats.consume.OwnPartition;
import dev.sightline.stats.integrity.IntegrityReport.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real broker and the real ClickHouse engine: what is right is called so, and each kind of wrong is found. */
class IntegrityAuditTest {
    // The sample inferences occurred at 10:00.
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final String WORKSPACE = "acme";

    private final OwnPartition own = new OwnPartition();
    private final LogEnds ends = new LogEnds(own.config());
    private final IntegrityAudit audit =
            new IntegrityAudit(own.clickHouse(), ends, List.of(own.table()), own.config(), NOON);

    @BeforeEach
    void store_two_inferences_a_copy_and_a_dead_letter() throws Exception {
        own.create();
        own.append("a", "b", "a");
        own.appendBytes("no protobuf".getBytes(StandardCharsets.UTF_8));
        own.consumeUntil(4);
    }

    @AfterEach
    void drop() {
        ends.close();
        own.close();
    }

    @Test
    void what_is_right_is_called_exact() {
        var report = audit.run();

        assertThat(report.summary())
                .startsWith(
                        "0 lost, 0 double among the 4 records that were compared with their rows; all 380 quarter-hours");
        assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
        assertThat(report.copies()).isEqualTo(1);
        assertThat(report.deadLetters()).isEqualTo(1);
        var partition = report.topics().getFirst().partitions().getFirst();
        assertThat(partition.firstOffset()).isZero();
        assertThat(partition.nextOffset()).isEqualTo(4);
        assertThat(partition.lag()).isZero();
        assertThat(partition.rows()).isEqualTo(2);
        assertThat(report.rollups()).allSatisfy(rollup -> {
            assertThat(rollup.bucketsDiffering()).isZero();
            assertThat(rollup.checkedUntil()).isEqualTo("2026-11-22T11:45:00Z");
        });
    }

    @Test
    void every_rollup_of_the_schema_is_compared() {
        var windows = new DeduplicationWindows(own.clickHouse(), own.config());

        assertThat(Rollup.ALL.stream().map(Rollup::table).toList())
                .containsExactlyInAnyOrderElementsOf(windows.withTargets(List.of(Rollup.SOURCE)).stream()
                        .filter(table -> !table.equals(Rollup.SOURCE))
                        .toList());
    }

    @Test
    void a_row_that_is_gone_is_lost_also_when_it_was_there_before() {
        audit.run();
        own.change("ALTER TABLE inference DELETE WHERE inference_id = 'b' SETTINGS mutations_sync = 1");

        var report = auditTwice();

        assertThat(report.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.doubled()).isZero();
        assertThat(report.rollups())
                .allSatisfy(rollup -> assertThat(rollup.bucketsDiffering()).isEqualTo(1));
    }

    @Test
    void rows_that_were_kept_long_enough_are_not_missed() {
        var now = new AtomicReference<>(NOON.instant());
        var overTime = new IntegrityAudit(own.clickHouse(), ends, List.of(own.table()), own.config(), clockAt(now));
        assertThat(overTime.run().verdict()).isEqualTo(Verdict.EXACT);
        now.set(NOON.instant().plus(Duration.ofDays(91)));
        own.change("ALTER TABLE inference DROP PARTITION ID '20261122'");

        overTime.run();
        var report = overTime.run();

        assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
    }

    @Test
    void a_row_that_is_there_twice_is_double() {
        own.change(
                "INSERT INTO inference SELECT * FROM inference WHERE inference_id = 'a' SETTINGS insert_deduplicate = 0");

        var report = auditTwice();

        assertThat(report.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(report.lost()).isZero();
        assertThat(report.doubled()).isEqualTo(1);
    }

    @Test
    void a_rollup_that_says_more_than_the_rows_differs() {
        own.change("INSERT INTO inference_rollup_minute (workspace, project, version, bucket, requests)"
                + " VALUES ('acme', 'hard-hat', '3', '2026-11-22 10:07:00', 1)");

        assertThat(audit.run().verdict()).as("may be on its way").isEqualTo(Verdict.CATCHING_UP);
        var report = audit.run();

        assertThat(report.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(report.lost() + report.doubled()).isZero();
        var rollup = report.visibleTo(WORKSPACE).rollups().getFirst();
        assertThat(rollup.bucketsDiffering()).isEqualTo(1);
        assertThat(rollup.examples()).singleElement().satisfies(example -> {
            assertThat(example.bucket()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(example.raw().requests()).isEqualTo(2);
            assertThat(example.rollup().requests()).isEqualTo(3);
        });
        assertThat(report.visibleTo("other").rollups().getFirst().examples()).isEmpty();
    }

    @Test
    void a_rollup_without_any_rows_differs() {
        own.change("INSERT INTO class_rollup_minute (workspace, project, version, class, bucket, predictions)"
                + " VALUES ('acme', 'hard-hat', '3', 'helmet', '2026-11-22 03:00:00', 1)");

        assertThat(auditTwice().verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void records_that_were_passed_over_are_lost() throws Exception {
        own.append("c", "d");
        own.commit(new OffsetAndMetadata(6));

        assertThat(audit.run().lost()).isEqualTo(2);

        own.append("e");
        own.consumeUntil(7);

        assertThat(audit.run().lost()).as("also from between two ranges").isEqualTo(2);
    }

    @Test
    void rows_that_come_late_are_compared_again() throws Exception {
        audit.run();
        own.append("c");
        own.consumeUntil(5);

        var report = audit.run();

        assertThat(report.verdict()).isEqualTo(Verdict.EXACT);
        assertThat(report.topics().getFirst().partitions().getFirst().rows()).isEqualTo(3);
    }

    @Test
    void nobody_knows_while_clickhouse_does_not_answer() {
        audit.run();
        own.change("RENAME TABLE range_ledger TO elsewhere");

        var report = audit.run();

        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.summary()).startsWith("The last comparison was not finished");
    }

    private IntegrityReport auditTwice() {
        audit.run();
        return audit.run();
    }

    private static Clock clockAt(AtomicReference<Instant> now) {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }
}
