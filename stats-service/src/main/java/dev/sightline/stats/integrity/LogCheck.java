package dev.sightline.stats.integrity;

import dev.sightline.stats.clickhouse.ClickHouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares one topic's log with its table: each offset is a row, a copy, a dead letter or a skipped record, and none is two
 * rows.
 *
 * <p>New stretches are compared at once, older ones again and again, so that what happens to rows later is found as well.
 */
final class LogCheck {
    // Ranges that were repeated under another epoch stand in the ledger twice; one of them counts.
    private static final String LEDGER = """
            SELECT toInt64(toUnixTimestamp(toStartOfFifteenMinutes(range_logged_at))) AS quarter, kafka_partition,
                   min(first_offset) AS first, max(last_offset) + 1 AS next,
                   sum(range_copies) AS all_copies, sum(range_dead_letters) AS all_dead_letters,
                   sum(range_skipped) AS all_skipped
            FROM
            (
                SELECT kafka_partition, first_offset, last_offset, any(logged_at) AS range_logged_at,
                       any(copies) AS range_copies, any(dead_letters) AS range_dead_letters,
                       any(skipped) AS range_skipped
                FROM range_ledger
                WHERE topic = {topic:String} AND logged_at >= fromUnixTimestamp({from:Int64})
                GROUP BY kafka_partition, first_offset, last_offset
            )
            GROUP BY quarter, kafka_partition
            ORDER BY kafka_partition, quarter
            """;

    private static final String ROWS = """
            SELECT count() AS rows, uniqExact(kafka_offset) AS offsets,
                   arrayStringConcat(arrayMap(q -> toString(q), groupUniqArray({quarters})), ',') AS quarters
            FROM {table:Identifier}
            WHERE kafka_partition = {partition:UInt16} AND kafka_offset >= {first:UInt64} AND kafka_offset < {next:UInt64}
            """;

    private final ClickHouse clickHouse;
    private final String topic;
    private final String table;
    private final boolean hasRollups;
    private final Map<Place, Checked> checked = new HashMap<>();
    private long unchecked;

    /** @param hasRollups whether the table has {@code occurred_at}, by which its rollups are made */
    LogCheck(ClickHouse clickHouse, String topic, String table, boolean hasRollups) {
        this.clickHouse = clickHouse;
        this.topic = topic;
        this.table = table;
        this.hasRollups = hasRollups;
    }

    String topic() {
        return topic;
    }

    String table() {
        return table;
    }

    /**
     * Compares what is new, and with what is left of the budget what was compared longest ago.
     *
     * @param run number of this comparison
     * @param from how far back, Unix time in seconds
     * @return beginnings of the quarter-hours that have got rows since the last time
     */
    Set<Long> run(long run, long from, int budget) {
        var spans = spans(from);
        var present = new HashSet<Place>();
        spans.forEach(span -> present.add(Place.of(span)));
        checked.keySet().retainAll(present);
        var touched = new HashSet<Long>();
        spans.stream()
                .sorted(Comparator.comparingLong(this::urgency))
                .limit(budget)
                .forEach(span -> {
                    boolean isNew = urgency(span) < 0;
                    var found = compare(span, run);
                    checked.put(Place.of(span), found);
                    if (isNew) {
                        touched.addAll(found.quarters());
                    }
                });
        unchecked = spans.stream().filter(span -> urgency(span) < 0).count();
        return touched;
    }

    /** Stretches that are yet to be compared. */
    long unchecked() {
        return unchecked;
    }

    /** What was found, by partition and time. */
    List<Checked> results() {
        var results = new ArrayList<>(checked.values());
        results.sort(Comparator.<Checked>comparingInt(result -> result.span().partition())
                .thenComparingLong(result -> result.span().quarter()));
        return results;
    }

    /** Negative: as it is now, it was never compared. Otherwise the run that it was compared in. */
    private long urgency(Span span) {
        var before = checked.get(Place.of(span));
        return before != null && before.span().equals(span) ? before.run() : -1;
    }

    private List<Span> spans(long from) {
        var spans = new ArrayList<Span>();
        clickHouse.query(LEDGER, Map.of("topic", topic, "from", from), row -> {
            var span = new Span(
                    Math.toIntExact(row.number("kafka_partition")),
                    row.number("quarter"),
                    row.number("first"),
                    row.number("next"),
                    row.number("all_copies"),
                    row.number("all_dead_letters"),
                    row.number("all_skipped"));
            boolean follows = !spans.isEmpty() && spans.getLast().partition() == span.partition();
            spans.add(follows ? span.from(spans.getLast().next()) : span);
        });
        return spans;
    }

    private Checked compare(Span span, long run) {
        // Where there are no rollups nobody asks for quarter-hours.
        String quarters = hasRollups ? "toUnixTimestamp(toStartOfFifteenMinutes(occurred_at))" : "0";
        var results = new ArrayList<Checked>();
        clickHouse.query(
                ROWS.replace("{quarters}", quarters),
                Map.of("table", table, "partition", span.partition(), "first", span.first(), "next", span.next()),
                row -> results.add(new Checked(
                        span, row.number("rows"), row.number("offsets"), quarters(row.text("quarters")), run)));
        return results.getFirst();
    }

    private static Set<Long> quarters(String list) {
        var quarters = new HashSet<Long>();
        for (String quarter : list.split(",", -1)) {
            if (!quarter.isEmpty()) {
                quarters.add(Long.parseLong(quarter));
            }
        }
        return quarters;
    }

    private record Place(int partition, long quarter) {
        static Place of(Span span) {
            return new Place(span.partition(), span.quarter());
        }
    }

    /**
     * @param rows in the table
     * @param offsets different ones among them
     * @param quarters in which their events occurred
     */
    record Checked(Span span, long rows, long offsets, Set<Long> quarters, long run) {
        long lost() {
            return span.lost(offsets);
        }

        long doubled() {
            return span.doubled(rows, offsets);
        }
    }
}
