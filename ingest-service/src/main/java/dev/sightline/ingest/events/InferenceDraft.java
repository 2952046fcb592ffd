package dev.sightline.ingest.events;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceRecorded;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An inference while it is read: its fields in a builder, and its predictions as the bytes that they will be. Both together,
 * one behind the other, are an {@link InferenceRecorded}.
 */
public final class InferenceDraft {
    private final InferenceRecorded.Builder fields = InferenceRecorded.newBuilder();
    private final PredictionBytes predictions = new PredictionBytes();
    private String shownType = "";

    /** All fields but the predictions. */
    public InferenceRecorded.Builder fields() {
        return fields;
    }

    /** Its predictions, to be written into. */
    public PredictionBytes predictions() {
        return predictions;
    }

    /** The task that the first prediction's shape gives away; empty when it does not. */
    public String shownType() {
        return predictions.count() == 0 ? "" : shownType;
    }

    /** Says what {@link #shownType} will be. */
    public void showType(String type) {
        shownType = type;
    }

    /** The bytes of the event. */
    public byte[] toByteArray() {
        InferenceRecorded rest = fields.build();
        int size = rest.getSerializedSize();
        byte[] bytes = new byte[size + predictions.size()];
        try {
            rest.writeTo(CodedOutputStream.newInstance(bytes, 0, size));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is room: it goes to memory alone.
        }
        predictions.copyTo(bytes, size);
        return bytes;
    }

    /** The event as whoever reads the log will see it. */
    public InferenceRecorded toMessage() {
        try {
            return InferenceRecorded.parseFrom(toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }
}
