package dev.sightline.stats.inference;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.ModelId;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code inferences} into table {@code inference}, whose views fill the rollups. */
@ApplicationScoped
public class InferenceTable implements EventTable {
    @Override
    public String topic() {
        return Topics.INFERENCES;
    }

    @Override
    public String table() {
        return "inference";
    }

    @Override
    public boolean hasCopies() {
        return true;
    }

    @Override
    public Rows newRows(Copies copies) {
        return new InferenceRows(copies);
    }

    private static final class InferenceRows implements Rows {
        private final Copies copies;
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
        private final NativeBlock.NullableDoubleColumn confidenceThreshold =
                block.nullableFloat64("confidence_threshold");
        private final NativeBlock.NullableDoubleColumn inferenceTime = block.nullableFloat64("inference_time");
        private final NativeBlock.NumberColumn imageWidth = block.uint32("image_width");
        private final NativeBlock.NumberColumn imageHeight = block.uint32("image_height");
        private final PredictionColumns predictions = new PredictionColumns(block);
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

        private InferenceRows(Copies copies) {
            this.copies = copies;
        }

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var inference = InferenceRecorded.parseFrom(record.value());
            if (inference.getModelId().isEmpty()) {
                throw new InvalidProtocolBufferException("the inference names no model");
            }
            var model = ModelId.parse(inference.getModelId());
            var shapes = PredictionColumns.shapes(inference.getPredictionsList());
            // Asked last of all that can fail: what cannot be read must not count as stored.
            if (copies.isCopy(
                    inference.getWorkspace(),
                    inference.getInferenceId(),
                    inference.getResponseIndex(),
                    record.timestamp())) {
                return OptionalLong.empty();
            }

            workspace.add(inference.getWorkspace());
            inferenceId.add(inference.getInferenceId());
            responseIndex.add(inference.getResponseIndex());
            occurredAt.add(inference.getOccurredAtMicros());
            receivedAt.add(inference.getReceivedAtMicros());
            project.add(model.project());
            version.add(model.version());
            modelType.add(inference.getModelType());
            addSource(inference);
            confidenceThreshold.add(inference.hasConfidenceThreshold() ? inference.getConfidenceThreshold() : null);
            inferenceTime.add(inference.hasInferenceTime() ? inference.getInferenceTime() : null);
            imageWidth.add(inference.getImageWidth());
            imageHeight.add(inference.getImageHeight());
            predictions.add(inference.getPredictionsList(), shapes);
            top.add(inference.getTop());
            addError(inference);
            metadata.add(inference.getMetadataMap());
            metadataTypes.add(MetadataTypes.names(inference.getMetadataTypesMap()));
            loggedAt.add(record.timestamp());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(inference.getOccurredAtMicros());
        }

        private void addSource(InferenceRecorded inference) {
            deviceId.add(inference.getDeviceId());
            serverId.add(inference.getServerId());
            serverVersion.add(inference.getServerVersion());
            inference.getTagsList().forEach(tags.values()::add);
            tags.endRow();
            source.add(inference.getSource());
            sourceInfo.add(inference.getSourceInfo());
            workflowId.add(inference.getWorkflowId());
            streamId.add(inference.getStreamId());
        }

        private void addError(InferenceRecorded inference) {
            isError.add(inference.hasError());
            errorStatus.add(inference.getError().getStatus());
            errorType.add(inference.getError().getType());
            errorMessage.add(inference.getError().getMessage());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
