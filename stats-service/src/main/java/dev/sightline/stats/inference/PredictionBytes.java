package dev.sightline.stats.inference;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Keypoint;
import dev.sightline.contract.events.Point;
import dev.sightline.contract.events.Prediction;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * One prediction, read where it lies in the bytes of its record. What a box needs is read by itself; a prediction with a
 * shape, which is seldom and long, is also made a message.
 */
final class PredictionBytes {
    private static final int UNKNOWN_CLASS_ID = -1;

    private static final int NUMBER = WireFormat.WIRETYPE_VARINT;
    private static final int DOUBLE = WireFormat.WIRETYPE_FIXED64;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    final TextBytes className = new TextBytes();
    final TextBytes detectionId = new TextBytes();
    final TextBytes trackerId = new TextBytes();

    /** -1 when there is none. */
    int classId;

    double confidence;

    /** Not a number when there is none, as the three that follow. */
    double x;

    double y;
    double width;
    double height;

    /** JSON with what the prediction has of {@code points}, {@code keypoints} and {@code rle}; empty when nothing. */
    String shape = "";

    /**
     * Reads the value of a field that holds a prediction.
     *
     * @param in over all of {@code record} and in front of the prediction's length
     * @throws DecodeException when a mask is not JSON
     */
    void read(CodedInputStream in, byte[] record) throws IOException {
        int length = in.readRawVarint32();
        int begin = in.getTotalBytesRead();
        int limit = in.pushLimit(length);
        boolean hasShape = readFields(in, record);
        in.popLimit(limit);
        shape = hasShape ? shape(Prediction.parser().parseFrom(record, begin, length)) : "";
    }

    /**
     * The same of messages, of which few come.
     *
     * @throws DecodeException when a mask is not JSON
     */
    static List<PredictionBytes> of(List<Prediction> messages) throws InvalidProtocolBufferException {
        var read = new InferenceBytes();
        read.read(InferenceRecorded.newBuilder()
                .addAllPredictions(messages)
                .build()
                .toByteArray());
        return read.predictions();
    }

    /** Whether there is something that only the message has. */
    private boolean readFields(CodedInputStream in, byte[] record) throws IOException {
        clear();
        boolean hasShape = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case Prediction.CLASS_NAME_FIELD_NUMBER << 3 | BYTES -> className.read(in, record);
                case Prediction.CLASS_ID_FIELD_NUMBER << 3 | NUMBER -> classId = in.readInt32();
                case Prediction.CONFIDENCE_FIELD_NUMBER << 3 | DOUBLE -> confidence = in.readDouble();
                case Prediction.X_FIELD_NUMBER << 3 | DOUBLE -> x = in.readDouble();
                case Prediction.Y_FIELD_NUMBER << 3 | DOUBLE -> y = in.readDouble();
                case Prediction.WIDTH_FIELD_NUMBER << 3 | DOUBLE -> width = in.readDouble();
                case Prediction.HEIGHT_FIELD_NUMBER << 3 | DOUBLE -> height = in.readDouble();
                case Prediction.DETECTION_ID_FIELD_NUMBER << 3 | BYTES -> detectionId.read(in, record);
                case Prediction.TRACKER_ID_FIELD_NUMBER << 3 | BYTES -> trackerId.read(in, record);
                default -> {
                    hasShape |= isShape(tag);
                    InferenceBytes.skipUnknown(tag, in);
                }
            }
        }
        return hasShape;
    }

    private static boolean isShape(int tag) {
        return switch (WireFormat.getTagFieldNumber(tag)) {
            case Prediction.POLYGON_FIELD_NUMBER, Prediction.KEYPOINTS_FIELD_NUMBER, Prediction.RLE_FIELD_NUMBER ->
                true;
            default -> false;
        };
    }

    private void clear() {
        className.clear();
        detectionId.clear();
        trackerId.clear();
        classId = UNKNOWN_CLASS_ID;
        confidence = 0;
        x = Double.NaN;
        y = Double.NaN;
        width = Double.NaN;
        height = Double.NaN;
    }

    /**
     * What {@link #shape} is made of.
     *
     * @throws DecodeException when a mask is not JSON
     */
    static String shape(Prediction prediction) {
        if (prediction.getPolygonCount() == 0
                && prediction.getKeypointsCount() == 0
                && prediction.getRle().isEmpty()) {
            return "";
        }
        var shape = new JsonObject();
        if (prediction.getPolygonCount() > 0) {
            var points = new JsonArray();
            for (Point point : prediction.getPolygonList()) {
                points.add(new JsonObject().put("x", point.getX()).put("y", point.getY()));
            }
            shape.put("points", points);
        }
        if (prediction.getKeypointsCount() > 0) {
            var keypoints = new JsonArray();
            prediction.getKeypointsList().forEach(keypoint -> keypoints.add(keypoint(keypoint)));
            shape.put("keypoints", keypoints);
        }
        if (!prediction.getRle().isEmpty()) {
            shape.put("rle", new JsonObject(prediction.getRle()));
        }
        return shape.encode();
    }

    private static JsonObject keypoint(Keypoint keypoint) {
        var json = new JsonObject()
                .put("class", keypoint.getClassName())
                .put("confidence", keypoint.getConfidence())
                .put("x", keypoint.getX())
                .put("y", keypoint.getY());
        return keypoint.hasClassId() ? json.put("class_id", keypoint.getClassId()) : json;
    }
}
