package dev.sightline.stats.consume;

import dev.sightline.stats.clickhouse.NativeBlock;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of a range, as {@code range_ledger} keeps it for the integrity audit. Of a range of which nothing is lost, the
 * counts are together as many as its offsets.
 *
 * @param loggedAtMillis when the broker took the last record, Unix time
 */
record LedgerEntry(
        TopicPartition partition,
        Intent range,
        long rows,
        long copies,
        long deadLetters,
        long skipped,
        long loggedAtMillis) {
    static final String TABLE = "range_ledger";

    static LedgerEntry of(TopicPartition partition, Intent intent, Range range) {
        return new LedgerEntry(
                partition,
                intent,
                range.rows().block().rows(),
                range.copies(),
                range.unreadable().size(),
                range.skipped(),
                range.brokerTimeMillis());
    }

    NativeBlock block() {
        var block = new NativeBlock();
        block.string("topic").add(partition.topic());
        block.uint16("kafka_partition").add(partition.partition());
        block.uint64("first_offset").add(range.first());
        block.uint64("last_offset").add(range.last());
        block.uint64("rows").add(rows);
        block.uint64("copies").add(copies);
        block.uint64("dead_letters").add(deadLetters);
        block.uint64("skipped").add(skipped);
        block.millis("logged_at").add(loggedAtMillis);
        return block;
    }
}
