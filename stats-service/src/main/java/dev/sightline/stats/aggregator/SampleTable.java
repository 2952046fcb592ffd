package dev.sightline.stats.aggregator;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceSampled;
import dev.sightline.contract.events.ModelId;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code inference-samples} into table {@code inference_sample}, which no total is made of. */
@ApplicationScoped
public class SampleTable implements EventTable {
    @Override
    public String topic() {
        return Topics.INFERENCE_SAMPLES;
    }

    @Override
    public String table() {
        return "inference_sample";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new SampleRows();
    }

    private static final class SampleRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.NumberColumn sampleIndex = block.uint16("sample_index");
        private final NativeBlock.StringColumn deviceId = block.string("device_id");
        private final NativeBlock.StringColumn serverVersion = block.string("server_version");
        private final NativeBlock.StringColumn project = block.string("project");
        private final NativeBlock.StringColumn version = block.string("version");
        private final NativeBlock.StringColumn modelType = block.string("model_type");
        private final NativeBlock.StringColumn inferenceId = block.string("inference_id");
        private final NativeBlock.StringColumn className = block.string("class");
        private final NativeBlock.DoubleColumn confidence = block.float64("confidence");
        private final NativeBlock.StringColumn source = block.string("source");
        private final NativeBlock.StringColumn sourceInfo = block.string("source_info");
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var sample = InferenceSampled.parseFrom(record.value());
            if (sample.getModelId().isEmpty()) {
                throw new InvalidProtocolBufferException("the sample names no model");
            }
            var model = ModelId.parse(sample.getModelId());
            workspace.add(sample.getWorkspace());
            receivedAt.add(sample.getReceivedAtMicros());
            sampleIndex.add(sample.getSampleIndex());
            deviceId.add(sample.getDeviceId());
            serverVersion.add(sample.getServerVersion());
            project.add(model.project());
            version.add(model.version());
            modelType.add(sample.getModelType());
            inferenceId.add(sample.getInferenceId());
            className.add(sample.getClassName());
            confidence.add(sample.getConfidence());
            source.add(sample.getSource());
            sourceInfo.add(sample.getSourceInfo());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(sample.getReceivedAtMicros());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
