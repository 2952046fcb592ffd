package dev.sightline.stats.inference;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.sightline.contract.events.InferenceError;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.MetadataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of topic {@code inferences}, read where it lies: its texts are copied once, from the record into the columns of
 * the block, and nothing is made for a record that the next one does not use again.
 *
 * <p>Reads what {@link InferenceRecorded}'s own parser does, and refuses what that refuses ({@code InferenceBytesTest}
 * compares them). That parser makes about fifty objects of an inference with five predictions, and each of its texts is
 * decoded only to be encoded again.
 */
final class InferenceBytes {
    private static final int NUMBER = WireFormat.WIRETYPE_VARINT;
    private static final int DOUBLE = WireFormat.WIRETYPE_FIXED64;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /** Of both maps: an entry is a message with these fields. */
    private static final int KEY = 1;

    private static final int VALUE = 2;

    final TextBytes workspace = new TextBytes();
    final TextBytes inferenceId = new TextBytes();
    int responseIndex;
    long occurredAtMicros;
    long receivedAtMicros;
    final TextBytes modelId = new TextBytes();
    final TextBytes modelType = new TextBytes();
    final TextBytes deviceId = new TextBytes();
    final TextBytes serverId = new TextBytes();
    final TextBytes serverVersion = new TextBytes();
    final TextBytes source = new TextBytes();
    final TextBytes sourceInfo = new TextBytes();
    final TextBytes workflowId = new TextBytes();
    final TextBytes streamId = new TextBytes();
    boolean hasConfidenceThreshold;
    double confidenceThreshold;
    boolean hasInferenceTime;

    /** Seconds. */
    double inferenceTime;

    int imageWidth;
    int imageHeight;
    final TextBytes top = new TextBytes();
    boolean isError;
    int errorStatus;
    final TextBytes errorType = new TextBytes();
    final TextBytes errorMessage = new TextBytes();
    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, MetadataType> metadataTypes = new LinkedHashMap<>();

    private final List<TextBytes> tags = new ArrayList<>();
    private int tagCount;
    private final List<PredictionBytes> predictions = new ArrayList<>();
    private int predictionCount;

    /** Valid until the next record is read. */
    List<TextBytes> tags() {
        return tags.subList(0, tagCount);
    }

    /** Valid until the next record is read. */
    List<PredictionBytes> predictions() {
        return predictions.subList(0, predictionCount);
    }

    /**
     * Forgets the record before and reads this one.
     *
     * @throws InvalidProtocolBufferException when it is not an inference; what was read of it means nothing
     * @throws RuntimeException likewise
     */
    void read(byte[] record) throws InvalidProtocolBufferException {
        clear();
        var in = CodedInputStream.newInstance(record);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                readField(tag, in, record);
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readField(int tag, CodedInputStream in, byte[] record) throws IOException {
        switch (tag) {
            case InferenceRecorded.WORKSPACE_FIELD_NUMBER << 3 | BYTES -> workspace.read(in, record);
            case InferenceRecorded.INFERENCE_ID_FIELD_NUMBER << 3 | BYTES -> inferenceId.read(in, record);
            case InferenceRecorded.RESPONSE_INDEX_FIELD_NUMBER << 3 | NUMBER -> responseIndex = in.readUInt32();
            case InferenceRecorded.OCCURRED_AT_MICROS_FIELD_NUMBER << 3 | NUMBER -> occurredAtMicros = in.readInt64();
            case InferenceRecorded.RECEIVED_AT_MICROS_FIELD_NUMBER << 3 | NUMBER -> receivedAtMicros = in.readInt64();
            case InferenceRecorded.MODEL_ID_FIELD_NUMBER << 3 | BYTES -> modelId.read(in, record);
            case InferenceRecorded.MODEL_TYPE_FIELD_NUMBER << 3 | BYTES -> modelType.read(in, record);
            case InferenceRecorded.DEVICE_ID_FIELD_NUMBER << 3 | BYTES -> deviceId.read(in, record);
            case InferenceRecorded.SERVER_ID_FIELD_NUMBER << 3 | BYTES -> serverId.read(in, record);
            case InferenceRecorded.SERVER_VERSION_FIELD_NUMBER << 3 | BYTES -> serverVersion.read(in, record);
            case InferenceRecorded.TAGS_FIELD_NUMBER << 3 | BYTES -> nextTag().read(in, record);
            case InferenceRecorded.SOURCE_FIELD_NUMBER << 3 | BYTES -> source.read(in, record);
            case InferenceRecorded.SOURCE_INFO_FIELD_NUMBER << 3 | BYTES -> sourceInfo.read(in, record);
            case InferenceRecorded.WORKFLOW_ID_FIELD_NUMBER << 3 | BYTES -> workflowId.read(in, record);
            case InferenceRecorded.STREAM_ID_FIELD_NUMBER << 3 | BYTES -> streamId.read(in, record);
            case InferenceRecorded.CONFIDENCE_THRESHOLD_FIELD_NUMBER << 3 | DOUBLE -> {
                hasConfidenceThreshold = true;
                confidenceThreshold = in.readDouble();
            }
            case InferenceRecorded.INFERENCE_TIME_FIELD_NUMBER << 3 | DOUBLE -> {
                hasInferenceTime = true;
                inferenceTime = in.readDouble();
            }
            case InferenceRecorded.IMAGE_WIDTH_FIELD_NUMBER << 3 | NUMBER -> imageWidth = in.readUInt32();
            case InferenceRecorded.IMAGE_HEIGHT_FIELD_NUMBER << 3 | NUMBER -> imageHeight = in.readUInt32();
            case InferenceRecorded.PREDICTIONS_FIELD_NUMBER << 3 | BYTES ->
                nextPrediction().read(in, record);
            case InferenceRecorded.TOP_FIELD_NUMBER << 3 | BYTES -> top.read(in, record);
            case InferenceRecorded.ERROR_FIELD_NUMBER << 3 | BYTES -> readError(in, record);
            case InferenceRecorded.METADATA_FIELD_NUMBER << 3 | BYTES -> readMetadata(in);
            case InferenceRecorded.METADATA_TYPES_FIELD_NUMBER << 3 | BYTES -> readMetadataType(in);
            default -> skipUnknown(tag, in);
        }
    }

    /** A later version's field. */
    static void skipUnknown(int tag, CodedInputStream in) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that did not begin");
        }
    }

    private void readError(CodedInputStream in, byte[] record) throws IOException {
        isError = true;
        int limit = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case InferenceError.STATUS_FIELD_NUMBER << 3 | NUMBER -> errorStatus = in.readUInt32();
                case InferenceError.TYPE_FIELD_NUMBER << 3 | BYTES -> errorType.read(in, record);
                case InferenceError.MESSAGE_FIELD_NUMBER << 3 | BYTES -> errorMessage.read(in, record);
                default -> skipUnknown(tag, in);
            }
        }
        in.popLimit(limit);
    }

    private void readMetadata(CodedInputStream in) throws IOException {
        String key = "";
        String value = "";
        int limit = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case KEY << 3 | BYTES -> key = in.readStringRequireUtf8();
                case VALUE << 3 | BYTES -> value = in.readStringRequireUtf8();
                default -> skipUnknown(tag, in);
            }
        }
        in.popLimit(limit);
        metadata.put(key, value);
    }

    private void readMetadataType(CodedInputStream in) throws IOException {
        String key = "";
        int number = 0;
        int limit = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case KEY << 3 | BYTES -> key = in.readStringRequireUtf8();
                case VALUE << 3 | NUMBER -> number = in.readEnum();
                default -> skipUnknown(tag, in);
            }
        }
        in.popLimit(limit);
        var type = MetadataType.forNumber(number);
        metadataTypes.put(key, type == null ? MetadataType.UNRECOGNIZED : type);
    }

    private TextBytes nextTag() {
        if (tagCount == tags.size()) {
            tags.add(new TextBytes());
        }
        return tags.get(tagCount++);
    }

    private PredictionBytes nextPrediction() {
        if (predictionCount == predictions.size()) {
            predictions.add(new PredictionBytes());
        }
        return predictions.get(predictionCount++);
    }

    private void clear() {
        workspace.clear();
        inferenceId.clear();
        responseIndex = 0;
        occurredAtMicros = 0;
        receivedAtMicros = 0;
        modelId.clear();
        modelType.clear();
        deviceId.clear();
        serverId.clear();
        serverVersion.clear();
        source.clear();
        sourceInfo.clear();
        workflowId.clear();
        streamId.clear();
        hasConfidenceThreshold = false;
        confidenceThreshold = 0;
        hasInferenceTime = false;
        inferenceTime = 0;
        imageWidth = 0;
        imageHeight = 0;
        top.clear();
        isError = false;
        errorStatus = 0;
        errorType.clear();
        errorMessage.clear();
        metadata.clear();
        metadataTypes.clear();
        tagCount = 0;
        predictionCount = 0;
    }
}
