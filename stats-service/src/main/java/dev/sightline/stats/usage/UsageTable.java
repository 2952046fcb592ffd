package dev.sightline.stats.usage;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.ServerUsageReported;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code server-usage} into table {@code server_usage}; whoever reads it leaves out what was sent again. */
@ApplicationScoped
public class UsageTable implements EventTable {
    @Override
    public String topic() {
        return Topics.SERVER_USAGE;
    }

    @Override
    public String table() {
        return "server_usage";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new UsageRows();
    }

    private static final class UsageRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.StringColumn usageId = block.string("usage_id");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.NumberColumn startedAt = block.micros("started_at");
        private final NativeBlock.NumberColumn stoppedAt = block.micros("stopped_at");
        private final NativeBlock.StringColumn sessionId = block.string("session_id");
        private final NativeBlock.StringColumn category = block.string("category");
        private final NativeBlock.StringColumn resourceId = block.string("resource_id");
        private final NativeBlock.StringColumn deviceId = block.string("device_id");
        private final NativeBlock.StringColumn hostnameHash = block.string("hostname_hash");
        private final NativeBlock.StringColumn serverVersion = block.string("server_version");
        private final NativeBlock.StringColumn sourceInfo = block.string("source_info");
        private final NativeBlock.NumberColumn frames = block.uint64("frames");
        private final NativeBlock.DoubleColumn fps = block.float64("fps");
        private final NativeBlock.DoubleColumn sourceDuration = block.float64("source_duration");
        private final NativeBlock.DoubleColumn executionDuration = block.float64("execution_duration");
        private final NativeBlock.NumberColumn isHosted = block.bool("is_hosted");
        private final NativeBlock.NumberColumn isError = block.bool("is_error");
        private final NativeBlock.NumberColumn errorStatus = block.uint16("error_status");
        private final NativeBlock.StringColumn errorType = block.string("error_type");
        private final NativeBlock.StringColumn errorMessage = block.string("error_message");
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var usage = ServerUsageReported.parseFrom(record.value());
            workspace.add(usage.getWorkspace());
            usageId.add(usage.getUsageId());
            receivedAt.add(usage.getReceivedAtMicros());
            startedAt.add(usage.getStartedAtMicros());
            stoppedAt.add(usage.getStoppedAtMicros());
            sessionId.add(usage.getSessionId());
            category.add(usage.getCategory());
            resourceId.add(usage.getResourceId());
            deviceId.add(usage.getDeviceId());
            hostnameHash.add(usage.getHostnameHash());
            serverVersion.add(usage.getServerVersion());
            sourceInfo.add(usage.getSourceInfo());
            frames.add(usage.getFrames());
            fps.add(usage.getFps());
            sourceDuration.add(usage.getSourceDuration());
            executionDuration.add(usage.getExecutionDuration());
            isHosted.add(usage.getIsHosted());
            isError.add(usage.hasError());
            errorStatus.add(usage.getError().getStatus());
            errorType.add(usage.getError().getType());
            errorMessage.add(usage.getError().getMessage());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(usage.getStartedAtMicros());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
