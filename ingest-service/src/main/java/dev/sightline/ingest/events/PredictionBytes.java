package dev.sightline.ingest.events;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The predictions of one inference as they lie in {@link InferenceRecorded}, written while they are read.
 *
 * <p>They are most of what an inference has. Built as messages first, only to be written, they took a third of the
 * processor time of reading it. Fields follow one another in the order of the JSON, which Protobuf leaves free.
 */
public final class PredictionBytes {
    private static final int LARGEST_NUMBER = 16; // Tag and value, with room to spare.

    private byte[] entries = new byte[512];
    private int length;
    private int count;
    private byte[] entry = new byte[160];
    private int entryStart;
    private CodedOutputStream out = CodedOutputStream.newInstance(entry);

    public int count() {
        return count;
    }

    int size() {
        return length;
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(entries, 0, target, offset, length);
    }

    public void clear() {
        length = 0;
        count = 0;
    }

    /** Forgets what the entry has so far. */
    public void beginEntry() {
        entryStart = 0;
        out = CodedOutputStream.newInstance(entry);
    }

    /** Puts what was written since {@link #beginEntry} behind the other entries. */
    public void endEntry() {
        int size = entryStart + out.getTotalBytesWritten();
        int tag = InferenceRecorded.PREDICTIONS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        int grown = length + size + LARGEST_NUMBER;
        if (grown > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(grown, 2 * entries.length));
        }
        var target = CodedOutputStream.newInstance(entries, length, entries.length - length);
        try {
            target.writeUInt32NoTag(tag);
            target.writeUInt32NoTag(size);
            target.write(entry, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is room: nothing is written but to memory.
        }
        length += target.getTotalBytesWritten();
        count++;
    }

    /** A field of {@link Prediction}. */
    public void number(int field, double value) throws IOException {
        makeRoomFor(LARGEST_NUMBER);
        out.writeDouble(field, value);
    }

    /** A field of {@link Prediction}. */
    public void whole(int field, int value) throws IOException {
        makeRoomFor(LARGEST_NUMBER);
        out.writeInt32(field, value);
    }

    /** A field of {@link Prediction}. */
    public void text(int field, String value) throws IOException {
        makeRoomFor(LARGEST_NUMBER + 3 * value.length());
        out.writeString(field, value);
    }

    /** A field of {@link Prediction}. */
    public void message(int field, MessageLite value) throws IOException {
        makeRoomFor(LARGEST_NUMBER + value.getSerializedSize());
        out.writeMessage(field, value);
    }

    private void makeRoomFor(int bytes) {
        if (out.spaceLeft() < bytes) {
            entryStart += out.getTotalBytesWritten();
            entry = Arrays.copyOf(entry, Math.max(entryStart + bytes, 2 * entry.length));
            out = CodedOutputStream.newInstance(entry, entryStart, entry.length - entryStart);
        }
    }
}
