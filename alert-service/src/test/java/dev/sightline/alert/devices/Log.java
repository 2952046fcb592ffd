package dev.sightline.alert.devices;

import dev.sightline.alert.Engines;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.events.HeartbeatReceived;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topics as ingest-service and query-service do. */
final class Log implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Engines.kafka(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());

    /** A server on a device beats; all servers of a test are in partition 0. */
    void beat(String workspace, String device, String server, Instant at, double intervalSeconds) {
        send(HeartbeatReceived.newBuilder()
                .setWorkspace(workspace)
                .setDeviceId(device)
                .setServerId(server)
                .setReceivedAtMicros(micros(at))
                .setIntervalSeconds(intervalSeconds)
                .build()
                .toByteArray());
    }

    /** The pipeline beats every 10 s of a span, the end included. */
    void pipelineBeats(Instant from, Instant until) {
        for (Instant at = from; at.isBefore(until); at = at.plusSeconds(10)) {
            pipelineBeat(at);
        }
        pipelineBeat(until);
    }

    void pipelineBeat(Instant at) {
        send(HeartbeatReceived.newBuilder()
                .setPipelineBeat(true)
                .setReceivedAtMicros(micros(at))
                .build()
                .toByteArray());
    }

    void noHeartbeat() {
        send(new byte[] {(byte) 0xff, 1, 2, 3});
    }

    void publish(String hash, ApiKeyPublished key) {
        await(new ProducerRecord<>(Engines.API_KEYS, hash, key.toByteArray()));
    }

    void voidSession(String id, byte[] value) {
        await(new ProducerRecord<>(Engines.SESSIONS, id, value));
    }

    private void send(byte[] value) {
        await(new ProducerRecord<>(Engines.HEARTBEATS, 0, "key", value));
    }

    private void await(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    @Override
    public void close() {
        producer.close();
    }
}
