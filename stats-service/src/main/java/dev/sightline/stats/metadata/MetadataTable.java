package dev.sightline.stats.metadata;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceMetadataSet;
import dev.sightline.contract.events.MetadataField;
import dev.sightline.contract.events.MetadataType;
import dev.sightline.contract.events.ModelId;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import dev.sightline.stats.inference.MetadataTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code inference-metadata} into table {@code inference_metadata}. */
@ApplicationScoped
public class MetadataTable implements EventTable {
    private static final ModelId ANY_MODEL = new ModelId("any", "");
    private static final double MICROS_PER_SECOND = 1e6;

    @Override
    public String topic() {
        return Topics.INFERENCE_METADATA;
    }

    @Override
    public String table() {
        return "inference_metadata";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new MetadataRows();
    }

    private static final class MetadataRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.StringColumn inferenceId = block.string("inference_id");
        private final NativeBlock.StringColumn deviceId = block.string("device_id");
        private final NativeBlock.NumberColumn occurredAt = block.micros("occurred_at");
        private final NativeBlock.DoubleColumn tolerance = block.float64("tolerance");
        private final NativeBlock.StringColumn project = block.string("project");
        private final NativeBlock.StringColumn version = block.string("version");
        private final NativeBlock.MapColumn fields = block.map("metadata");
        private final NativeBlock.MapColumn types = block.map("metadata_types");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.NumberColumn loggedAt = block.millis("logged_at");
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var metadata = InferenceMetadataSet.parseFrom(record.value());
            if (metadata.getInferenceId().isEmpty() && metadata.getDeviceId().isEmpty()) {
                throw new InvalidProtocolBufferException("the metadata names no inference");
            }
            boolean isAnyModel = metadata.getModelId().isEmpty();
            var model = isAnyModel ? ANY_MODEL : ModelId.parse(metadata.getModelId());
            workspace.add(metadata.getWorkspace());
            inferenceId.add(metadata.getInferenceId());
            deviceId.add(metadata.getDeviceId());
            occurredAt.add(metadata.getOccurredAtMicros());
            tolerance.add(metadata.getToleranceMicros() / MICROS_PER_SECOND);
            project.add(isAnyModel ? "" : model.project());
            version.add(model.version());
            addFields(metadata);
            receivedAt.add(metadata.getReceivedAtMicros());
            loggedAt.add(record.timestamp());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(metadata.getReceivedAtMicros());
        }

        /** Of a field that stands there twice the last value counts. */
        private void addFields(InferenceMetadataSet metadata) {
            var values = new LinkedHashMap<String, String>();
            var typesOfFields = new LinkedHashMap<String, MetadataType>();
            for (MetadataField field : metadata.getFieldsList()) {
                values.put(field.getName(), field.getValue());
                typesOfFields.put(field.getName(), field.getType());
            }
            fields.add(values);
            types.add(MetadataTypes.names(typesOfFields));
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
