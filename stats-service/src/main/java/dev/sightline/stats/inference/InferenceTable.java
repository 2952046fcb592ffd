package dev.sightline.stats.inference;

import com.google.protobuf.InvalidProtocolBufferException;
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
        private final InferenceBytes inference = new InferenceBytes();
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
            inference.read(record.value());
            var model = ModelId.parse(modelIdOf(inference));
            // Asked last of all that can fail: what cannot be read must not count as stored.
            if (copies.isCopy(
                    inference.workspace.toString(),
                    inference.inferenceId.toString(),
                    inference.responseIndex,
                    record.timestamp())) {
                return OptionalLong.empty();
            }

            inference.workspace.addTo(workspace);
            inference.inferenceId.addTo(inferenceId);
            responseIndex.add(inference.responseIndex);
            occurredAt.add(inference.occurredAtMicros);
            receivedAt.add(inference.receivedAtMicros);
            project.add(model.project());
            version.add(model.version());
            inference.modelType.addTo(modelType);
            addSource();
            confidenceThreshold.add(inference.hasConfidenceThreshold ? inference.confidenceThreshold : null);
            inferenceTime.add(inference.hasInferenceTime ? inference.inferenceTime : null);
            imageWidth.add(inference.imageWidth);
            imageHeight.add(inference.imageHeight);
            predictions.add(inference.predictions());
            inference.top.addTo(top);
            isError.add(inference.isError);
            errorStatus.add(inference.errorStatus);
            inference.errorType.addTo(errorType);
            inference.errorMessage.addTo(errorMessage);
            metadata.add(inference.metadata);
            metadataTypes.add(MetadataTypes.names(inference.metadataTypes));
            loggedAt.add(record.timestamp());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(inference.occurredAtMicros);
        }

        private static String modelIdOf(InferenceBytes inference) throws InvalidProtocolBufferException {
            String modelId = inference.modelId.toString();
            if (modelId.isEmpty()) {
                throw new InvalidProtocolBufferException("the inference names no model");
            }
            return modelId;
        }

        private void addSource() {
            inference.deviceId.addTo(deviceId);
            inference.serverId.addTo(serverId);
            inference.serverVersion.addTo(serverVersion);
            inference.tags().forEach(tag -> tag.addTo(tags.values()));
            tags.endRow();
            inference.source.addTo(source);
            inference.sourceInfo.addTo(sourceInfo);
            inference.workflowId.addTo(workflowId);
            inference.streamId.addTo(streamId);
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
