package dev.sightline.stats.retention;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Ends what is older than it is kept: whole partitions, days of rows and months of the rest, never single rows.
 *
 * <p>Workspaces share partitions, and some keep things for a shorter time: a partition goes when none that has something in it
 * wants it any more, and at the latest when the installation does not. Until then query-service hides from a workspace what is
 * too old for it.
 *
 * <p>A partition goes when its last moment is past its time, so that rows live up to a day longer than is set, and rollups up
 * to a month. Rows that came within the window of the audit stay a little longer, however old their inferences are: gone so
 * soon they would be taken for lost. Images are ended by query-service, which also removes their objects.
 *
 * <p>Where there is an archive, a partition goes only after a copy of it is there, whole.
 *
 * <p>Any number of instances may do this at once: a partition that is gone is gone.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    // The audit may be late by a run or two.
    private static final Duration AUDIT_SLACK = Duration.ofHours(1);

    private static final String PARTITIONS = """
            SELECT partition_id, toInt64(sum(rows)) AS partition_rows, arrayStringConcat(groupArray(name), ',') AS parts
            FROM system.parts
            WHERE database = currentDatabase() AND table = {table:String} AND active
            GROUP BY partition_id
            ORDER BY partition_id
            """;

    private static final String LAST_ARRIVAL = """
            SELECT toInt64(toUnixTimestamp(max({arrival:Identifier}))) AS last_arrival
            FROM {table:Identifier}
            WHERE _partition_id = {partition:String}
            """;

    private static final String WORKSPACES = """
            SELECT DISTINCT workspace FROM {table:Identifier} WHERE _partition_id = {partition:String}
            """;

    private final ClickHouse clickHouse;
    private final WorkspaceRetentions workspaces;
    private final Archive archive;
    private final Clock clock;
    private final StatsConfig.Retention kept;
    private final Duration audited;

    Retention(ClickHouse clickHouse, WorkspaceRetentions workspaces, Archive archive, Clock clock, StatsConfig config) {
        this.clickHouse = clickHouse;
        this.workspaces = workspaces;
        this.archive = archive;
        this.clock = clock;
        this.kept = config.retention();
        this.audited = config.audit().window().plus(AUDIT_SLACK);
        if (kept.rows().compareTo(audited) < 0) {
            throw new IllegalArgumentException("stats.retention.rows is " + kept.rows()
                    + ", expected at least the window of the audit and an hour: " + audited);
        }
        if (kept.rollups().compareTo(kept.rows()) < 0) {
            throw new IllegalArgumentException("stats.retention.rollups is " + kept.rollups()
                    + ", expected at least stats.retention.rows: " + kept.rows());
        }
    }

    /** A partition that was dropped. */
    record Dropped(String table, String partition, long rows) {}

    private record Partition(String id, long rows, List<String> parts) {}

    /**
     * Ends what is to end by now.
     *
     * @return what was dropped
     * @throws ClickHouse.UnavailableException when it is not known to be done; the next run goes on
     * @throws dev.sightline.stats.follow.FollowedTopic.LogUnavailableException when it is not known who wants what
     */
    List<Dropped> run() {
        var dropped = new ArrayList<Dropped>();
        Instant now = clock.instant();
        workspaces.catchUp();
        for (var table : KeptTable.values()) {
            for (var partition : partitions(table)) {
                if (!isWanted(table, partition.id(), now)
                        && !isAudited(table, partition.id(), now)
                        && archive.has(table, partition.id(), partition.rows(), now)) {
                    drop(table, partition);
                    LOG.infof(
                            "partition dropped, it was kept long enough table=%s partition=%s rows=%d",
                            table.table(), partition.id(), partition.rows());
                    dropped.add(new Dropped(table.table(), partition.id(), partition.rows()));
                }
            }
        }
        return dropped;
    }

    private List<Partition> partitions(KeptTable table) {
        var partitions = new ArrayList<Partition>();
        clickHouse.query(
                PARTITIONS,
                Map.of("table", table.table()),
                row -> partitions.add(new Partition(
                        row.text("partition_id"),
                        row.number("partition_rows"),
                        List.of(row.text("parts").split(",", -1)))));
        return partitions;
    }

    /** By any workspace that has something in it: partitions are shared. */
    private boolean isWanted(KeptTable table, String partition, Instant now) {
        Instant end = endOf(partition);
        Duration most = table.isRollup() ? kept.rollups() : kept.rows();
        if (!end.isAfter(now.minus(most))) {
            return false;
        }
        if (end.isAfter(now.minus(workspaces.shortest(table.isRollup(), most)))) {
            return true; // As most are, without a look inside.
        }
        var inside = new ArrayList<String>();
        clickHouse.query(
                WORKSPACES,
                Map.of("table", table.table(), "partition", partition),
                row -> inside.add(row.text("workspace")));
        return end.isAfter(now.minus(workspaces.longest(inside, table.isRollup(), most)));
    }

    private boolean isAudited(KeptTable table, String partition, Instant now) {
        if (table.isRollup()) {
            return false;
        }
        var last = new ArrayList<Instant>();
        clickHouse.query(
                LAST_ARRIVAL,
                Map.of("arrival", table.arrival(), "table", table.table(), "partition", partition),
                row -> last.add(Instant.ofEpochSecond(row.number("last_arrival"))));
        return last.getFirst().isAfter(now.minus(audited));
    }

    /**
     * The parts that were looked at, by name: a late row that came since is in another, and stays. One that was merged meanwhile
     * is not known any more; the next run looks again.
     */
    private void drop(KeptTable table, Partition partition) {
        for (String part : partition.parts()) {
            // The limit against dropping much by mistake is not meant for what is dropped on purpose.
            clickHouse.query(
                    "ALTER TABLE " + table.table() + " DROP PART '" + part
                            + "' SETTINGS max_partition_size_to_drop = 0",
                    Map.of(),
                    _ -> {});
        }
    }

    /** The first moment after a partition: 20261123 is a day, 202611 a month. */
    static Instant endOf(String partition) {
        LocalDate next = partition.length() == 6
                ? YearMonth.parse(partition, DateTimeFormatter.ofPattern("uuuuMM"))
                        .plusMonths(1)
                        .atDay(1)
                : LocalDate.parse(partition, DateTimeFormatter.BASIC_ISO_DATE).plusDays(1);
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
