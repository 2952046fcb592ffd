package dev.sightline.stats.image;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code inference-images} into table {@code inference_image}. */
@ApplicationScoped
public class ImageTable implements EventTable {
    @Override
    public String topic() {
        return Topics.INFERENCE_IMAGES;
    }

    @Override
    public String table() {
        return "inference_image";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new ImageRows();
    }

    private static final class ImageRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.StringColumn inferenceId = block.string("inference_id");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.StringColumn objectKey = block.string("object_key");
        private final NativeBlock.StringColumn contentType = block.string("content_type");
        private final NativeBlock.NumberColumn sizeBytes = block.uint64("size_bytes");
        private final NativeBlock.NumberColumn width = block.uint32("width");
        private final NativeBlock.NumberColumn height = block.uint32("height");
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var image = InferenceImageStored.parseFrom(record.value());
            workspace.add(image.getWorkspace());
            inferenceId.add(image.getInferenceId());
            receivedAt.add(image.getReceivedAtMicros());
            objectKey.add(image.getObjectKey());
            contentType.add(image.getContentType());
            sizeBytes.add(image.getSizeBytes());
            width.add(image.getWidth());
            height.add(image.getHeight());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(image.getReceivedAtMicros());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
