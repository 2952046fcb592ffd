package dev.sightline.stats.heartbeat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.HeartbeatReceived;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.clickhouse.NativeBlock;
import dev.sightline.stats.consume.Copies;
import dev.sightline.stats.consume.EventTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code heartbeats} into table {@code device_heartbeat}, without the pipeline's own beats. */
@ApplicationScoped
public class HeartbeatTable implements EventTable {
    @Override
    public String topic() {
        return Topics.HEARTBEATS;
    }

    @Override
    public String table() {
        return "device_heartbeat";
    }

    @Override
    public Rows newRows(Copies copies) {
        return new HeartbeatRows();
    }

    private static final class HeartbeatRows implements Rows {
        private final NativeBlock block = new NativeBlock();
        private final NativeBlock.StringColumn workspace = block.string("workspace");
        private final NativeBlock.StringColumn deviceId = block.string("device_id");
        private final NativeBlock.StringColumn serverId = block.string("server_id");
        private final NativeBlock.StringColumn serverVersion = block.string("server_version");
        private final NativeBlock.NumberColumn receivedAt = block.micros("received_at");
        private final NativeBlock.NullableMicrosColumn sentAt = block.nullableMicros("sent_at");
        private final NativeBlock.NullableMicrosColumn startedAt = block.nullableMicros("started_at");
        private final NativeBlock.NullableMicrosColumn newestResultAt = block.nullableMicros("newest_result_at");
        private final NativeBlock.NumberColumn reportsAggregates = block.bool("reports_aggregates");
        private final NativeBlock.DoubleColumn intervalSeconds = block.float64("interval_seconds");
        private final NativeBlock.ArrayColumn<NativeBlock.StringColumn> tags = block.strings("tags");
        private final NativeBlock.StringColumn platform = block.string("platform");
        private final NativeBlock.StringColumn hostname = block.string("hostname");
        private final NativeBlock.NumberColumn kafkaPartition = block.uint16("kafka_partition");
        private final NativeBlock.NumberColumn kafkaOffset = block.uint64("kafka_offset");

        @Override
        public OptionalLong add(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
            var heartbeat = HeartbeatReceived.parseFrom(record.value());
            if (heartbeat.getPipelineBeat()) {
                return OptionalLong.empty();
            }
            workspace.add(heartbeat.getWorkspace());
            deviceId.add(heartbeat.getDeviceId());
            serverId.add(heartbeat.getServerId());
            serverVersion.add(heartbeat.getServerVersion());
            receivedAt.add(heartbeat.getReceivedAtMicros());
            sentAt.add(heartbeat.getSentAtMicros());
            startedAt.add(heartbeat.getStartedAtMicros());
            newestResultAt.add(heartbeat.getNewestResultAtMicros());
            reportsAggregates.add(heartbeat.getReportsAggregates());
            intervalSeconds.add(heartbeat.getIntervalSeconds());
            heartbeat.getTagsList().forEach(tags.values()::add);
            tags.endRow();
            platform.add(heartbeat.getPlatform());
            hostname.add(heartbeat.getHostname());
            kafkaPartition.add(record.partition());
            kafkaOffset.add(record.offset());
            return OptionalLong.of(heartbeat.getReceivedAtMicros());
        }

        @Override
        public NativeBlock block() {
            return block;
        }
    }
}
