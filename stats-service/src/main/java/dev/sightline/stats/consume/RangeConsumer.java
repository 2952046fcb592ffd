package dev.sightline.stats.consume;

import dev.sightline.stats.Delivery;
import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.clickhouse.ClickHouse.UnavailableException;
import dev.sightline.stats.deadletter.DeadLetters;
import dev.sightline.stats.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Moves one topic into its table, range by range of each partition.
 *
 * <p>For a range [a, b], in this order:
 *
 * <ol>
 *   <li>Commit offset a with the {@link Intent} in its metadata. Dying before: nothing happened; dying after: the next
 *       owner writes the same range.
 *   <li>Send the records that cannot be read to the dead letters, leave out the copies that {@link CopyWindow} knows, and
 *       insert the others as one block, with a token made of the log and the range, and the range's entry in the ledger likewise. Dying
 *       before, or with the answer lost: the next owner repeats it, and ClickHouse ignores what it has.
 *   <li>Commit b + 1. Dying before: the next owner repeats the insert, which is ignored.
 *   <li>Publish the progress. Dying before: the next range's says as much.
 * </ol>
 *
 * <p>A noted range whose records have left Kafka is closed by {@link VanishedRange}.
 *
 * <p>While ClickHouse does not take a block, the partitions are paused and the block is tried again for as long as it
 * takes: nothing is dropped, and memory holds what was fetched. Whatever else goes wrong ends the consumer, and its
 * caller starts a new one, which finds the intents: there is one way to recover, and it is used often.
 *
 * <p>With {@link Delivery#AT_LEAST_ONCE} step 1, the token and the copies are left out.
 */
final class RangeConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RangeConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);
    private static final int EPOCH = 1;

    private final EventTable table;
    private final StoredRows storedRows;
    private final RangeWriter writer;
    private final DeadLetters deadLetters;
    private final RangeEvents events;
    private final Clock clock;
    private final StatsConfig config;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionBuffer> buffers = new HashMap<>();
    private final Map<TopicPartition, CopyWindow> windows = new HashMap<>();

    RangeConsumer(EventTable table, Stores stores, StatsConfig config, KafkaConsumer<byte[], byte[]> consumer) {
        this.table = table;
        this.storedRows = stores.rows();
        this.writer = stores.writer();
        this.deadLetters = stores.deadLetters();
        this.events = stores.events();
        this.clock = stores.clock();
        this.config = config;
        this.consumer = consumer;
    }

    /** Works until {@link #stop}. */
    void run() {
        consumer.subscribe(List.of(table.topic()), new Assignment());
        try {
            while (true) {
                fetch();
                for (TopicPartition partition : List.copyOf(buffers.keySet())) {
                    work(partition);
                }
            }
        } catch (WakeupException e) {
            // Asked to stop. What is not committed is written by the next owner.
            LOG.debugf("consumer of topic=%s stops", table.topic());
        }
    }

    /** Ends {@link #run}, from another thread. */
    void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        buffers.keySet().forEach(events::goesOn);
        // Nothing is left to commit, and a static member does not leave: there is nothing to wait for.
        consumer.close(CloseOptions.timeout(PATIENCE_AT_CLOSE));
    }

    private void fetch() {
        var polled = consumer.poll(POLL);
        long now = System.nanoTime();
        for (TopicPartition partition : polled.partitions()) {
            buffer(partition).add(polled.records(partition), now);
        }
    }

    private void work(TopicPartition partition) {
        var buffer = buffer(partition);
        var recovering = buffer.recovering();
        if (recovering != null) {
            recover(partition, buffer, recovering);
        } else if (isWorthABlock(buffer)) {
            var records = buffer.take(config.rangeRecords(), Long.MAX_VALUE);
            var intent =
                    new Intent(records.getFirst().offset(), records.getLast().offset(), EPOCH);
            if (countsOnce()) {
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(intent.first(), intent.metadata())));
            }
            write(partition, intent, records);
        }
        pauseWhenFull(partition);
    }

    /**
     * Half a range is enough: more than that comes of a backlog, and while the other half was waited for, as much of every
     * other partition would be held.
     */
    private boolean isWorthABlock(PartitionBuffer buffer) {
        return buffer.isFull(config.rangeRecords() / 2, config.rangeBytes() / 2)
                || buffer.isOlderThan(config.rangeTime().toNanos(), System.nanoTime());
    }

    private void recover(TopicPartition partition, PartitionBuffer buffer, Intent intent) {
        if (buffer.isEmpty()) {
            long end = endOfEmptyLog(partition);
            if (end > intent.first()) {
                closeVanished(partition, new VanishedRange(table, partition, intent, end, clock.millis()));
            }
        } else if (buffer.firstOffset() > intent.first()) {
            closeVanished(
                    partition,
                    new VanishedRange(table, partition, intent, buffer.firstOffset(), buffer.firstTimestamp()));
        } else if (buffer.holds(intent)) {
            var records = buffer.take(Integer.MAX_VALUE, intent.last());
            replaceBuffer(partition, buffer);
            write(partition, intent, records);
        }
    }

    private void closeVanished(TopicPartition partition, VanishedRange vanished) {
        var closed = untilClickHouseAnswers(
                partition, "vanished range", () -> vanished.close(storedRows, writer, deadLetters));
        vanished.tell(closed);
        events.lost(partition, closed.lost());
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(closed.nextOffset())));
        buffers.put(partition, new PartitionBuffer(null));
        consumer.seek(partition, closed.nextOffset());
    }

    /** -1 when there are records, which are then waited for. */
    private long endOfEmptyLog(TopicPartition partition) {
        long earliest = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        return earliest == end ? end : -1;
    }

    /** After a recovery the partition goes on as usual, with what was fetched beyond the range. */
    private void replaceBuffer(TopicPartition partition, PartitionBuffer recovered) {
        var rest = new PartitionBuffer(null);
        var records = recovered.take(Integer.MAX_VALUE, Long.MAX_VALUE);
        if (!records.isEmpty()) {
            rest.add(records, System.nanoTime());
        }
        buffers.put(partition, rest);
    }

    private void write(TopicPartition partition, Intent intent, List<ConsumerRecord<byte[], byte[]>> records) {
        if (config.tracesDisabled()) {
            store(partition, intent, records); // Without a look at the records.
        } else {
            Traces.ofRange(partition, records, () -> store(partition, intent, records));
        }
    }

    private void store(TopicPartition partition, Intent intent, List<ConsumerRecord<byte[], byte[]>> records) {
        var range = Range.of(table, copiesOf(partition, intent.first()), records);
        range.unreadable().forEach(unreadable -> deadLetters.putAside(unreadable.record(), unreadable.reason()));
        untilClickHouseAnswers(partition, intent.metadata(), () -> {
            writer.write(table, partition, intent, range);
            return range;
        });
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(intent.last() + 1)));
        events.written(partition, intent.last() + 1, range);
    }

    /** The partition's window of copies; after an assignment it is rebuilt from the rows below the range. */
    private Copies copiesOf(TopicPartition partition, long firstOffset) {
        if (!table.hasCopies() || !countsOnce()) {
            return Copies.NONE;
        }
        var known = windows.get(partition);
        if (known != null) {
            return known;
        }
        var window = untilClickHouseAnswers(
                partition, "window of copies", () -> storedRows.windowBelow(table, partition, firstOffset));
        windows.put(partition, window);
        return window;
    }

    private boolean countsOnce() {
        return config.delivery() == Delivery.EXACTLY_ONCE;
    }

    /** Tries again for as long as it takes, and keeps the membership meanwhile. */
    private <T> T untilClickHouseAnswers(TopicPartition partition, String what, Supplier<T> work) {
        long delayMillis = 100;
        while (true) {
            try {
                T done = work.get();
                events.goesOn(partition);
                consumer.resume(consumer.assignment());
                return done;
            } catch (UnavailableException e) {
                LOG.warnf(
                        "ClickHouse does not take it, trying again: topic=%s partition=%s what=%s reason=%s",
                        partition.topic(), partition.partition(), what, e.getMessage());
                events.waits(partition, String.valueOf(e.getMessage()));
                stayInGroup(partition, Duration.ofMillis(delayMillis));
                delayMillis = Math.min(delayMillis * 2, 2000);
            }
        }
    }

    /** Keeps the membership while nothing is taken; leaves when the partition went to another instance meanwhile. */
    private void stayInGroup(TopicPartition partition, Duration time) {
        consumer.pause(consumer.assignment());
        var polled = consumer.poll(time);
        if (!polled.isEmpty()) {
            // Fetched before the pause took hold.
            polled.partitions().forEach(p -> buffer(p).add(polled.records(p), System.nanoTime()));
        }
        if (!buffers.containsKey(partition)) {
            throw new IllegalStateException("partition " + partition + " was taken away before its block was written");
        }
    }

    private void pauseWhenFull(TopicPartition partition) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        var buffer = buffer(partition);
        var recovering = buffer.recovering();
        // A range may be larger than the bound by what came with its last fetch: to repeat it, all of it has to come.
        boolean isEnough = recovering == null || buffer.holds(recovering);
        if (isEnough && buffer.isFull(config.rangeRecords(), config.rangeBytes())) {
            consumer.pause(List.of(partition));
        } else {
            consumer.resume(List.of(partition));
        }
    }

    private PartitionBuffer buffer(TopicPartition partition) {
        return buffers.computeIfAbsent(partition, p -> new PartitionBuffer(null));
    }

    /** Forgets what belongs to others, and finds what an earlier owner left undone. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(buffers::remove);
            partitions.forEach(windows::remove);
            partitions.forEach(events::goesOn);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            writer.assigned(table.topic());
            consumer.committed(Set.copyOf(partitions)).forEach((partition, offset) -> {
                var intent =
                        offset == null ? null : Intent.parse(offset.metadata()).orElse(null);
                if (intent != null && countsOnce()) {
                    LOG.infof(
                            "an unfinished range is written again: topic=%s partition=%s offset=%s",
                            partition.topic(), partition.partition(), intent.first());
                }
                buffers.put(partition, new PartitionBuffer(countsOnce() ? intent : null));
            });
        }
    }
}
