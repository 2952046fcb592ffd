package dev.sightline.stats.consume;

import dev.sightline.stats.Delivery;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a range: its rows as one block, and behind them its entry in the ledger, under the same token.
 *
 * <p>What the ledger says is therefore in the tables; what is in the tables is in the ledger at the latest when the offset
 * behind the range is committed.
 */
@ApplicationScoped
class RangeWriter {
    private final ClickHouse clickHouse;
    private final LogIds logs;
    private final StatsConfig config;

    RangeWriter(ClickHouse clickHouse, LogIds logs, StatsConfig config) {
        this.clickHouse = clickHouse;
        this.logs = logs;
        this.config = config;
    }

    /** @throws ClickHouse.UnavailableException when it is not known to be written; repeat with the same arguments */
    void write(EventTable table, TopicPartition partition, Intent intent, Range range) {
        var block = range.rows().block();
        if (config.delivery() == Delivery.AT_LEAST_ONCE) {
            if (block.rows() > 0) {
                clickHouse.insertAnyway(table.table(), block);
            }
            return;
        }
        if (block.rows() > 0) {
            clickHouse.insert(table.table(), block, token(partition, intent));
        }
        enter(LedgerEntry.of(partition, intent, range));
    }

    /** @throws ClickHouse.UnavailableException when it is not known to be written; repeat with the same entry */
    void enter(LedgerEntry entry) {
        clickHouse.insert(LedgerEntry.TABLE, entry.block(), token(entry.partition(), entry.range()));
    }

    /** Which log the topic is has to be asked again: partitions were assigned, as they are when it was made anew. */
    void assigned(String topic) {
        logs.forget(topic);
    }

    private String token(TopicPartition partition, Intent intent) {
        return intent.token(logs.of(partition.topic()), partition.partition());
    }
}
