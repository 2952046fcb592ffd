package dev.sightline.stats.inference;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceAnnotated;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code inference-annotations} into table {@code inference_annotation}. */
@ApplicationScoped
public class AnnotationTable implements EventTable {
    @Override
    public String topic() {
        return Topics.INFERENCE_ANNOTATIONS;
    }

    @Override
    public String table() {
        return "inference_annotation";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new AnnotationRows();
    }

    private static final class AnnotationRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.StringColumn inferenceId = block.string("inference_id");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.StringColumn objectKey = block.string("object_key");
        private final NativeBlock.NumberColumn imageWidth = block.uint32("image_width");
        private final NativeBlock.NumberColumn imageHeight = block.uint32("image_height");
        private final PredictionColumns predictions = new PredictionColumns(block);
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var boxes = InferenceAnnotated.parseFrom(record.value());
            var read = PredictionBytes.of(boxes.getPredictionsList());
            workspace.add(boxes.getWorkspace());
            inferenceId.add(boxes.getInferenceId());
            receivedAt.add(boxes.getReceivedAtMicros());
            objectKey.add(boxes.getObjectKey());
            imageWidth.add(boxes.getImageWidth());
            imageHeight.add(boxes.getImageHeight());
            predictions.add(read);
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(boxes.getReceivedAtMicros());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
