package dev.sightline.alert.devices;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contract.events.HeartbeatReceived;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record of the heartbeats, in the order of its partition. */
sealed interface Beat {
    int partition();

    /** When ingest-service received or wrote it. */
    Instant at();

    /** A server says that it lives. */
    record OfServer(int partition, ServerKey server, Instant at, BeatPromise promise) implements Beat {}

    /** The pipeline says how late it is. */
    record OfPipeline(int partition, Instant at) implements Beat {}

    /** Empty when the record is no heartbeat, or one of nobody. */
    static Optional<Beat> of(ConsumerRecord<?, byte[]> stored) {
        if (stored.value() == null) {
            return Optional.empty();
        }
        HeartbeatReceived heartbeat;
        try {
            heartbeat = HeartbeatReceived.parseFrom(stored.value());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
        Instant at = Instant.EPOCH.plus(heartbeat.getReceivedAtMicros(), ChronoUnit.MICROS);
        if (heartbeat.getPipelineBeat()) {
            return Optional.of(new OfPipeline(stored.partition(), at));
        }
        return serverOf(heartbeat)
                .map(server -> new OfServer(
                        stored.partition(), server, at, BeatPromise.ofSeconds(heartbeat.getIntervalSeconds())));
    }

    private static Optional<ServerKey> serverOf(HeartbeatReceived heartbeat) {
        // A device that is its own only server gives one name, and so does a server whose machine has none.
        String device = heartbeat.getDeviceId().isEmpty() ? heartbeat.getServerId() : heartbeat.getDeviceId();
        String server = heartbeat.getServerId().isEmpty() ? heartbeat.getDeviceId() : heartbeat.getServerId();
        return heartbeat.getWorkspace().isEmpty() || device.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerKey(heartbeat.getWorkspace(), device, server));
    }
}
