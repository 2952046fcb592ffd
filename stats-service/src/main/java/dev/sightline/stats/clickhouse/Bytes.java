package dev.sightline.stats.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that grow. Not a ByteArrayOutputStream, whose every write takes a lock, and not one array: a column of a large
 * block has megabytes, which would be copied each time that they are doubled, past the young generation.
 */
final class Bytes {
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final int LONGEST_NUMBER = 10;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece;
    private int size;

    Bytes(int capacity) {
        piece = new byte[Math.max(LONGEST_NUMBER, capacity)];
    }

    /** The lowest bytes of the value, the least significant first; width is 1, 2, 4 or 8. */
    void littleEndian(long value, int width) {
        reserve(width);
        switch (width) {
            case 1 -> piece[size] = (byte) value;
            case 2 -> SHORT.set(piece, size, (short) value);
            case 4 -> INT.set(piece, size, (int) value);
            case 8 -> LONG.set(piece, size, value);
            default -> throw new IllegalArgumentException("a number has 1, 2, 4 or 8 bytes, got " + width);
        }
        size += width;
    }

    /** Unsigned LEB128. */
    void varint(long value) {
        reserve(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            piece[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        piece[size++] = (byte) rest;
    }

    void bytes(byte[] value, int begin, int length) {
        int head = Math.min(length, piece.length - size);
        System.arraycopy(value, begin, piece, size, head);
        size += head;
        if (head < length) {
            reserve(length - head);
            System.arraycopy(value, begin + head, piece, size, length - head);
            size += length - head;
        }
    }

    /** Length as a varint, then UTF-8. */
    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] earlier : full) {
            out.write(earlier);
        }
        out.write(piece, 0, size);
    }

    private void reserve(int more) {
        if (piece.length - size < more) {
            full.add(size == piece.length ? piece : Arrays.copyOf(piece, size));
            piece = new byte[Math.max(more, Math.min(LARGEST_PIECE, piece.length * 2))];
            size = 0;
        }
    }
}
