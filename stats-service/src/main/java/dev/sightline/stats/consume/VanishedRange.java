package dev.sightline.stats.consume;

import dev.sightline.stats.deadletter.DeadLetters;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Closes a range that an earlier owner noted, and whose records have left Kafka before anybody knew it to be written.
 *
 * <p>The block cannot be made again, so that its token is no help. What is known: the ledger's entry, when the range was
 * written to its end; otherwise which offsets have rows, and which records are dead letters. ClickHouse writes a block in
 * one piece: when there is a row of what is still in Kafka, all of the range that could be written is; when there is none,
 * the rest is taken as new. Records that are found nowhere are lost, or were copies, which leave no trace: they are counted
 * as lost, and told as such.
 */
final class VanishedRange {
    private static final Logger LOG = Logger.getLogger(VanishedRange.class);

    private final EventTable table;
    private final TopicPartition partition;
    private final Intent intent;
    private final long earliest;
    private final long loggedAtMillis;

    /**
     * @param earliest offset that Kafka still has, above the range's first
     * @param loggedAtMillis when the broker took the record there, Unix time; the ledger keeps the log's order
     */
    VanishedRange(EventTable table, TopicPartition partition, Intent intent, long earliest, long loggedAtMillis) {
        this.table = table;
        this.partition = partition;
        this.intent = intent;
        this.earliest = earliest;
        this.loggedAtMillis = loggedAtMillis;
    }

    /**
     * Enters into the ledger what is known. Repeated after a crash it finds and enters the same.
     *
     * @throws dev.sightline.stats.clickhouse.ClickHouse.UnavailableException when ClickHouse does not answer; repeat
     */
    Closed close(StoredRows storedRows, RangeWriter writer, DeadLetters deadLetters) {
        if (storedRows.isInLedger(partition, intent.first(), intent.last())) {
            return new Closed(intent.last() + 1, 0);
        }
        boolean restIsWritten =
                earliest > intent.last() || storedRows.offsets(table, partition, earliest, intent.last()) > 0;
        var gone = new Intent(intent.first(), restIsWritten ? intent.last() : earliest - 1, intent.epoch());
        long rows = storedRows.offsets(table, partition, gone.first(), gone.last());
        long letters = deadLetters.count(partition.topic(), partition.partition(), gone.first(), gone.last());
        writer.enter(new LedgerEntry(partition, gone, rows, 0, letters, 0, loggedAtMillis));
        return new Closed(gone.last() + 1, gone.last() - gone.first() + 1 - rows - letters);
    }

    void tell(Closed closed) {
        LOG.logf(
                closed.lost() > 0 ? Logger.Level.ERROR : Logger.Level.WARN,
                "a noted range has left Kafka before it was known to be written: topic=%s partition=%s offset=%s-%s"
                        + " earliest=%s lost=%s next=%s",
                partition.topic(),
                partition.partition(),
                intent.first(),
                intent.last(),
                earliest,
                closed.lost(),
                closed.nextOffset());
    }

    /**
     * @param nextOffset where to go on
     * @param lost records that are found nowhere; copies among them cannot be told from lost ones
     */
    record Closed(long nextOffset, long lost) {}
}
