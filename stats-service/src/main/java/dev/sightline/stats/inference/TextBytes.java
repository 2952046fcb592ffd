package dev.sightline.stats.inference;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.stats.clickhouse.NativeBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text as it lies in the bytes of a record; empty until one is read. Held for the next record, too. */
final class TextBytes {
    private byte[] bytes = new byte[0];
    private int begin;
    private int length;

    void clear() {
        length = 0;
    }

    /**
     * Reads the value of a field.
     *
     * @param in over all of {@code record} and in front of the text's length
     * @throws InvalidProtocolBufferException when it is not UTF-8, as Protobuf asks of a text
     */
    void read(CodedInputStream in, byte[] record) throws IOException {
        int size = in.readRawVarint32();
        int start = in.getTotalBytesRead();
        in.skipRawBytes(size);
        requireUtf8(record, start, size);
        bytes = record;
        begin = start;
        length = size;
    }

    void addTo(NativeBlock.StringColumn column) {
        column.add(bytes, begin, length);
    }

    @Override
    public String toString() {
        return new String(bytes, begin, length, StandardCharsets.UTF_8);
    }

    private static void requireUtf8(byte[] bytes, int begin, int length) throws InvalidProtocolBufferException {
        int bits = 0;
        for (int i = begin; i < begin + length; i++) {
            bits |= bytes[i];
        }
        if (bits >= 0) {
            return; // ASCII, as nearly always.
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, length));
        } catch (CharacterCodingException e) {
            throw new InvalidProtocolBufferException("a text is not UTF-8", e);
        }
    }
}
