package dev.sightline.stats.consume;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.stats.clickhouse.NativeBlock;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the records of one topic go, and how they look there. */
public interface EventTable {
    String topic();

    String table();

    /**
     * Whether clients may send an event of this table twice, which then counts once. The table then has the columns
     * {@code workspace}, {@code inference_id}, {@code response_index}, {@code logged_at}, {@code kafka_partition} and
     * {@code kafka_offset}, from which the window of copies is rebuilt.
     */
    default boolean hasCopies() {
        return false;
    }

    /** An empty block that is filled with {@link Rows#add} and then written. */
    Rows newRows(Copies copies);

    /** Rows of one block. The same records in the same order make the same rows: a repeated block must be the same. */
    interface Rows {
        /**
         * Adds the record's row, or nothing when it is a copy or not for the table.
         *
         * @return when the event happened, Unix time in microseconds; empty when nothing was added
         * @throws InvalidProtocolBufferException when the record cannot be read; nothing was added
         * @throws RuntimeException likewise
         */
        OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException;

        NativeBlock block();
    }
}
