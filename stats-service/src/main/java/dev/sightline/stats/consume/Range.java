package dev.sightline.stats.consume;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive records of one partition as the block that is written of them.
 *
 * @param rows those that could be read
 * @param unreadable those that could not, with the reason
 * @param copies how many were left out as copies
 * @param skipped how many are not meant for the table
 * @param minOccurredAtMicros earliest event, Unix time; {@link Long#MAX_VALUE} when there is none
 * @param maxOccurredAtMicros latest event, Unix time; 0 when there is none
 * @param brokerTimeMillis when the broker took the last record, Unix time
 * @param workspaces whose events the rows are
 */
record Range(
        EventTable.Rows rows,
        List<Unreadable> unreadable,
        int copies,
        int skipped,
        long minOccurredAtMicros,
        long maxOccurredAtMicros,
        long brokerTimeMillis,
        Set<String> workspaces) {

    /** A record that no row can be made of. */
    record Unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {}

    /** The same records and the same copies make the same range, so that a repeated block is the same block. */
    static Range of(EventTable table, Copies copies, List<ConsumerRecord<byte[], byte[]>> records) {
        var rows = table.newRows(copies);
        var unreadable = new ArrayList<Unreadable>();
        long min = Long.MAX_VALUE;
        long max = 0;
        // Bytes, so that a name is made once for a workspace and not for each of its records.
        var keys = new HashSet<ByteBuffer>();
        for (var record : records) {
            try {
                var occurredAt = rows.add(record);
                if (occurredAt.isPresent()) {
                    min = Math.min(min, occurredAt.getAsLong());
                    max = Math.max(max, occurredAt.getAsLong());
                    keys.add(workspaceOf(record.key()));
                }
            } catch (InvalidProtocolBufferException | RuntimeException e) {
                unreadable.add(new Unreadable(record, String.valueOf(e.getMessage())));
            }
        }
        int leftOut = copies.takeCopies();
        return new Range(
                rows,
                unreadable,
                leftOut,
                records.size() - rows.block().rows() - unreadable.size() - leftOut,
                min,
                max,
                records.isEmpty() ? 0 : records.getLast().timestamp(),
                keys.stream()
                        .map(name -> StandardCharsets.UTF_8.decode(name).toString())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** What stands before the first slash of a record's key (Topics.key). */
    private static ByteBuffer workspaceOf(byte @Nullable [] key) {
        int length = 0;
        while (key != null && length < key.length && key[length] != '/') {
            length++;
        }
        return key == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(key, 0, length);
    }
}
