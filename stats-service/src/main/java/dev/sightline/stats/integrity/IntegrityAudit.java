package dev.sightline.stats.integrity;

import dev.sightline.stats.Delivery;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import dev.sightline.stats.consume.EventTable;
import dev.sightline.stats.integrity.IntegrityReport.Example;
import dev.sightline.stats.integrity.IntegrityReport.PartitionReport;
import dev.sightline.stats.integrity.IntegrityReport.RollupReport;
import dev.sightline.stats.integrity.IntegrityReport.TopicReport;
import dev.sightline.stats.integrity.IntegrityReport.Verdict;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares log, rows and rollups, piece by piece and for ever.
 *
 * <p>The log is compared with the rows through {@code range_ledger}; the rows with each rollup by their sums per quarter-hour.
 * What is new is compared in the next run; what was compared before comes again in turn. Each instance compares everything:
 * whoever is asked can answer.
 */
@ApplicationScoped
public class IntegrityAudit {
    private final StatsConfig config;
    private final Clock clock;
    private final LogEnds ends;
    private final List<LogCheck> logs;
    private final List<RollupCheck> rollups;
    private long run;
    private volatile IntegrityReport latest = IntegrityReport.none("Nothing was compared yet.");

    public IntegrityAudit(
            ClickHouse clickHouse, LogEnds ends, @All List<EventTable> tables, StatsConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.ends = ends;
        logs = tables.stream()
                .map(table -> new LogCheck(clickHouse, table.topic(), table.table(), isSummed(table)))
                .toList();
        rollups = Rollup.ALL.stream()
                .map(rollup -> new RollupCheck(clickHouse, rollup))
                .toList();
    }

    /** What the last run found. */
    IntegrityReport latest() {
        return latest;
    }

    /** Compares once; whatever goes wrong is said in the report. */
    public synchronized IntegrityReport run() {
        if (config.delivery() != Delivery.EXACTLY_ONCE) {
            latest = IntegrityReport.none(
                    "Ranges are not recorded with at-least-once delivery: nothing can be compared.");
            return latest;
        }
        try {
            latest = compare();
        } catch (RuntimeException e) {
            // Away or slow: the next run may succeed, and until then nobody knows.
            latest = latest.unknown("The last comparison was not finished: " + e.getMessage());
        }
        return latest;
    }

    private IntegrityReport compare() {
        long started = System.nanoTime();
        run++;
        var now = clock.instant();
        long from = now.minus(config.audit().window()).getEpochSecond();
        long kept = now.minus(config.retention().rows()).getEpochSecond();
        long closed = now.minus(config.audit().grace()).getEpochSecond();
        long until = closed - closed % RollupCheck.QUARTER_SECONDS;
        var topics = new ArrayList<TopicReport>();
        var touched = new HashSet<Long>();
        for (LogCheck log : logs) {
            // Asked before the ledger is read: what is committed by now has to be in it.
            var endOf = ends.of(log.topic());
            touched.addAll(log.run(run, from, config.audit().budget()));
            topics.add(report(log, endOf));
        }
        for (RollupCheck rollup : rollups) {
            rollup.run(run, from, until, touched, kept, config.audit().budget());
        }
        return report(now, topics, until, System.nanoTime() - started);
    }

    private IntegrityReport report(Instant now, List<TopicReport> topics, long until, long nanos) {
        var partitions =
                topics.stream().flatMap(topic -> topic.partitions().stream()).toList();
        long lost = partitions.stream().mapToLong(PartitionReport::lost).sum();
        long doubled = partitions.stream().mapToLong(PartitionReport::doubled).sum();
        var sums = rollups.stream().map(rollup -> report(rollup, until)).toList();
        long differing = sums.stream().mapToLong(RollupReport::bucketsDiffering).sum();
        long open = logs.stream().mapToLong(LogCheck::unchecked).sum()
                + rollups.stream().mapToLong(RollupCheck::unchecked).sum();
        var verdict = lost + doubled + differing > 0 ? Verdict.DIFFERS : open > 0 ? Verdict.CATCHING_UP : Verdict.EXACT;
        return new IntegrityReport(
                now,
                verdict,
                Summary.of(lost, doubled, differing, open, partitions, sums),
                lost,
                doubled,
                partitions.stream().mapToLong(PartitionReport::copies).sum(),
                partitions.stream().mapToLong(PartitionReport::deadLetters).sum(),
                topics,
                sums,
                nanos / (double) Duration.ofSeconds(1).toNanos());
    }

    private static TopicReport report(LogCheck log, Map<Integer, LogEnds.End> endOf) {
        var partitions = new ArrayList<PartitionReport>();
        endOf.forEach((partition, end) -> partitions.add(report(
                partition,
                end,
                log.results().stream()
                        .filter(result -> result.span().partition() == partition)
                        .toList())));
        return new TopicReport(log.topic(), log.table(), partitions);
    }

    private static PartitionReport report(int partition, LogEnds.End end, List<LogCheck.Checked> results) {
        Long first = results.isEmpty()
                ? null
                : Long.valueOf(results.getFirst().span().first());
        Long next =
                results.isEmpty() ? null : Long.valueOf(results.getLast().span().next());
        return new PartitionReport(
                partition,
                first,
                next,
                end.end(),
                Math.max(0, end.end() - end.committed()),
                results.stream().mapToLong(result -> result.span().records()).sum(),
                results.stream().mapToLong(LogCheck.Checked::rows).sum(),
                results.stream().mapToLong(result -> result.span().copies()).sum(),
                results.stream()
                        .mapToLong(result -> result.span().deadLetters())
                        .sum(),
                results.stream().mapToLong(result -> result.span().skipped()).sum(),
                results.stream().mapToLong(LogCheck.Checked::lost).sum() + passedOver(end, next),
                results.stream().mapToLong(LogCheck.Checked::doubled).sum());
    }

    /** Records that are committed as stored, and of which the ledger knows nothing. */
    private static long passedOver(LogEnds.End end, @Nullable Long next) {
        return next == null ? 0 : Math.max(0, end.committed() - next);
    }

    private static RollupReport report(RollupCheck rollup, long until) {
        var differences = rollup.differences();
        Set<Long> buckets = new HashSet<>();
        differences.forEach(difference -> buckets.add(difference.quarter()));
        return new RollupReport(
                rollup.table(),
                Instant.ofEpochSecond(rollup.checkedUntil(until)),
                rollup.bucketsChecked(),
                buckets.size(),
                differences.stream()
                        .map(difference -> new Example(
                                difference.workspace(),
                                Instant.ofEpochSecond(difference.quarter()),
                                difference.raw(),
                                difference.rollup()))
                        .toList());
    }

    /** Whether rollups are made of the table's rows. */
    private static boolean isSummed(EventTable table) {
        return table.table().equals(Rollup.SOURCE);
    }
}
