package dev.sightline.stats.inference;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.ModelId;
import dev.sightline.contract.events.Prediction;
import dev.sightline.stats.clickhouse.NativeBlock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows of table {@code inference} made of messages, field by field: slow and plain, to compare with. */
final class PlainInferenceRows {
    private static final int UNKNOWN_CLASS_ID = -1;

    private final NativeBlock block = new NativeBlock();
    private final NativeBlock.StringColumn workspace = block.string("workspace");
    private final NativeBlock.StringColumn inferenceId = block.string("inference_id");
    private final NativeBlock.NumberColumn responseIndex = block.uint16("response_index");
    private final NativeBlock.NumberColumn occurredAt = block.micros("occurred_at");
    private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
    private final NativeBlock.StringColumn project = block.string("project");
    private final NativeBlock.StringColumn version = block.string("version");
    private final NativeBlock.StringColumn modelType = block.string("model_type");
    private final NativeBlock.StringColumn deviceId = block.string("device_id");
    private final NativeBlock.StringColumn serverId = block.string("server_id");
    private final NativeBlock.StringColumn serverVersion = block.string("server_version");
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> tags = block.strings("tags");
    private final NativeBlock.StringColumn source = block.string("source");
    private final NativeBlock.StringColumn sourceInfo = block.string("source_info");
    private final NativeBlock.StringColumn workflowId = block.string("workflow_id");
    private final NativeBlock.StringColumn streamId = block.string("stream_id");
    private final NativeBlock.NullableDoubleColumn confidenceThreshold = block.nullableFloat64("confidence_threshold");
    private final NativeBlock.NullableDoubleColumn inferenceTime = block.nullableFloat64("inference_time");
    private final NativeBlock.NumberColumn imageWidth = block.uint32("image_width");
    private final NativeBlock.NumberColumn imageHeight = block.uint32("image_height");
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> classes = block.strings("predictions.class");
    private final NativeBlock.ArrayColumn<NativeBlock.NumberColumn> classIds = block.int32s("predictions.class_id");
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> confidences =
            block.float64s("predictions.confidence");
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> xs = block.float64s("predictions.x");
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> ys = block.float64s("predictions.y");
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> widths = block.float64s("predictions.width");
    private final NativeBlock.ArrayColumn<NativeBlock.DoubleColumn> heights = block.float64s("predictions.height");
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> detectionIds =
            block.strings("predictions.detection_id");
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> trackerIds =
            block.strings("predictions.tracker_id");
    private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> shapes = block.strings("predictions.shape");
    private final NativeBlock.StringColumn top = block.string("top");
    private final NativeBlock.NumberColumn isError = block.bool("is_error");
    private final NativeBlock.NumberColumn errorStatus = block.uint16("error_status");
    private final NativeBlock.StringColumn errorType = block.string("error_type");
    private final NativeBlock.StringColumn errorMessage = block.string("error_message");
    private final NativeBlock.MapColumn metadata = block.map("metadata");
    private final NativeBlock.MapColumn metadataTypes = block.map("metadata_types");
    private final NativeBlock.NumberColumn loggedAt = block.millis("logged_at");
    private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
    private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

    NativeBlock block() {
        return block;
    }

    /** @throws RuntimeException when no row can be made of it; nothing was added */
    void add(InferenceRecorded inference, ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        if (inference.getModelId().isEmpty()) {
            throw new InvalidProtocolBufferException("the inference names no model");
        }
        var model = ModelId.parse(inference.getModelId());
        inference.getPredictionsList().forEach(PredictionBytes::shape);
        workspace.add(inference.getWorkspace());
        inferenceId.add(inference.getInferenceId());
        responseIndex.add(inference.getResponseIndex());
        occurredAt.add(inference.getOccurredAtMicros());
        receivedAt.add(inference.getReceivedAtMicros());
        project.add(model.project());
        version.add(model.version());
        modelType.add(inference.getModelType());
        deviceId.add(inference.getDeviceId());
        serverId.add(inference.getServerId());
        serverVersion.add(inference.getServerVersion());
        inference.getTagsList().forEach(tags.values()::add);
        tags.endRow();
        source.add(inference.getSource());
        sourceInfo.add(inference.getSourceInfo());
        workflowId.add(inference.getWorkflowId());
        streamId.add(inference.getStreamId());
        confidenceThreshold.add(inference.hasConfidenceThreshold() ? inference.getConfidenceThreshold() : null);
        inferenceTime.add(inference.hasInferenceTime() ? inference.getInferenceTime() : null);
        imageWidth.add(inference.getImageWidth());
        imageHeight.add(inference.getImageHeight());
        addPredictions(inference.getPredictionsList());
        top.add(inference.getTop());
        isError.add(inference.hasError());
        errorStatus.add(inference.getError().getStatus());
        errorType.add(inference.getError().getType());
        errorMessage.add(inference.getError().getMessage());
        metadata.add(inference.getMetadataMap());
        metadataTypes.add(MetadataTypes.names(inference.getMetadataTypesMap()));
        loggedAt.add(record.timestamp());
        kafkaPartition.add(record.partition());
        kafkaOffset.add(record.offset());
    }

    private void addPredictions(List<Prediction> predictions) {
        for (var prediction : predictions) {
            classes.values().add(prediction.getClassName());
            classIds.values().add(prediction.hasClassId() ? prediction.getClassId() : UNKNOWN_CLASS_ID);
            confidences.values().add(prediction.getConfidence());
            xs.values().add(prediction.hasX() ? prediction.getX() : Double.NaN);
            ys.values().add(prediction.hasY() ? prediction.getY() : Double.NaN);
            widths.values().add(prediction.hasWidth() ? prediction.getWidth() : Double.NaN);
            heights.values().add(prediction.hasHeight() ? prediction.getHeight() : Double.NaN);
            detectionIds.values().add(prediction.getDetectionId());
            trackerIds.values().add(prediction.getTrackerId());
            shapes.values().add(PredictionBytes.shape(prediction));
        }
        for (var column :
                List.of(classes, classIds, confidences, xs, ys, widths, heights, detectionIds, trackerIds, shapes)) {
            column.endRow();
        }
    }
}
