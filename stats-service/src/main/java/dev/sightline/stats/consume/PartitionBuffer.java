package dev.sightline.stats.consume;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What was fetched of one partition and is not yet a block. */
final class PartitionBuffer {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final @Nullable Intent recovering;
    private long bytes;
    private long since;

    /** @param recovering a range that an earlier owner meant to write: it is written first, exactly as it was */
    PartitionBuffer(@Nullable Intent recovering) {
        this.recovering = recovering;
    }

    void add(List<ConsumerRecord<byte[], byte[]>> fetched, long now) {
        if (records.isEmpty()) {
            since = now;
        }
        records.addAll(fetched);
        for (var record : fetched) {
            bytes += Math.max(0, record.serializedValueSize());
        }
    }

    @Nullable Intent recovering() {
        return recovering;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Offset of the oldest record; not to be asked of an empty buffer. */
    long firstOffset() {
        return records.getFirst().offset();
    }

    /** When the broker took the oldest record; not to be asked of an empty buffer. */
    long firstTimestamp() {
        return records.getFirst().timestamp();
    }

    /** Whether all of the range to recover is here. */
    boolean holds(Intent intent) {
        return !records.isEmpty() && records.getLast().offset() >= intent.last();
    }

    boolean isFull(int maxRecords, long maxBytes) {
        return records.size() >= maxRecords || bytes >= maxBytes;
    }

    boolean isOlderThan(long nanos, long now) {
        return !records.isEmpty() && now - since >= nanos;
    }

    /** Takes the oldest records out, at most so many and none above the offset. */
    List<ConsumerRecord<byte[], byte[]>> take(int maxRecords, long lastOffset) {
        int count = 0;
        while (count < records.size()
                && count < maxRecords
                && records.get(count).offset() <= lastOffset) {
            bytes -= Math.max(0, records.get(count).serializedValueSize());
            count++;
        }
        var head = records.subList(0, count);
        var taken = List.copyOf(head);
        head.clear();
        return taken;
    }
}
