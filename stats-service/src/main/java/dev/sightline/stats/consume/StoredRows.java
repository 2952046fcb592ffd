package dev.sightline.stats.consume;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks ClickHouse what of a partition is stored. */
@ApplicationScoped
class StoredRows {
    // The window ends at the newest row and not at the present: what is in it follows from the rows alone.
    private static final String WINDOW = """
            WITH (SELECT max(logged_at) FROM {table:Identifier}
                  WHERE kafka_partition = {partition:UInt16} AND kafka_offset < {offset:UInt64}) AS newest
            SELECT workspace, inference_id, response_index, toUnixTimestamp64Milli(logged_at) AS logged_at_millis
            FROM
            (
                SELECT workspace, inference_id, response_index, logged_at, kafka_offset
                FROM {table:Identifier}
                WHERE kafka_partition = {partition:UInt16} AND kafka_offset < {offset:UInt64}
                  AND logged_at > newest - INTERVAL {seconds:UInt32} SECOND
                ORDER BY kafka_offset DESC
                LIMIT {limit:UInt32}
            )
            ORDER BY kafka_offset
            """;

    private static final String OFFSETS = """
            SELECT uniqExact(kafka_offset) AS n FROM {table:Identifier}
            WHERE kafka_partition = {partition:UInt16} AND kafka_offset BETWEEN {first:UInt64} AND {last:UInt64}
            """;

    private static final String LEDGER = """
            SELECT count() AS n FROM range_ledger
            WHERE topic = {topic:String} AND kafka_partition = {partition:UInt16}
              AND first_offset = {first:UInt64} AND last_offset = {last:UInt64}
            """;

    private final ClickHouse clickHouse;
    private final StatsConfig config;

    StoredRows(ClickHouse clickHouse, StatsConfig config) {
        this.clickHouse = clickHouse;
        this.config = config;
    }

    /**
     * The window of copies as it was when the record at this offset came.
     *
     * @throws ClickHouse.UnavailableException when ClickHouse does not answer
     */
    CopyWindow windowBelow(EventTable table, TopicPartition partition, long offset) {
        var window = new CopyWindow(config.copyWindowIds(), config.copyWindow());
        Map<String, Object> parameters = Map.of(
                "table", table.table(),
                "partition", partition.partition(),
                "offset", offset,
                "seconds", config.copyWindow().toSeconds(),
                "limit", config.copyWindowIds());
        clickHouse.query(
                WINDOW,
                parameters,
                row -> window.add(
                        row.text("workspace"),
                        row.text("inference_id"),
                        Math.toIntExact(row.number("response_index")),
                        row.number("logged_at_millis")));
        return window;
    }

    /**
     * How many of the offsets, from the first to the last, have a row.
     *
     * @throws ClickHouse.UnavailableException when ClickHouse does not answer
     */
    long offsets(EventTable table, TopicPartition partition, long first, long last) {
        return number(
                OFFSETS,
                Map.of("table", table.table(), "partition", partition.partition(), "first", first, "last", last));
    }

    /**
     * Whether the ledger says that exactly this range is written.
     *
     * @throws ClickHouse.UnavailableException when ClickHouse does not answer
     */
    boolean isInLedger(TopicPartition partition, long first, long last) {
        return number(
                        LEDGER,
                        Map.of(
                                "topic",
                                partition.topic(),
                                "partition",
                                partition.partition(),
                                "first",
                                first,
                                "last",
                                last))
                > 0;
    }

    private long number(String sql, Map<String, Object> parameters) {
        var answer = new long[1];
        clickHouse.query(sql, parameters, row -> answer[0] = row.number("n"));
        return answer[0];
    }
}
