package dev.sightline.stats.consume;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.stats.clickhouse.NativeBlock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the records of one topic go, and how they look there. */
public interface EventTable {
    String topic();

    String table();

    /** An empty block that is filled with {@link Rows#add} and then written. */
    Rows newRows();

    /** Rows of one block. The same records in the same order make the same rows: a repeated block must be the same. */
    interface Rows {
        /**
         * Adds the record's row, or nothing when it is not for the table.
         *
         * @return when the event happened, Unix time in microseconds
         * @throws InvalidProtocolBufferException when the record cannot be read; nothing was added
         * @throws RuntimeException likewise
         */
        long add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException;

        NativeBlock block();
    }
}
