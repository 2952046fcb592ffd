package dev.sightline.e2e.faults;

import dev.sightline.contract.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads topics past all services. */
final class LogRecords implements AutoCloseable {
    private final String kafka;
    private final String workspace;
    private final KafkaProducer<byte[], byte[]> producer;

    LogRecords(FaultySystem system) {
        kafka = system.sightline().system().engineAddress("SIGHTLINE_KAFKA");
        workspace = system.sightline().system().workspace();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Under the key of this inference; {@link #flush} makes sure of it. */
    void append(String topic, String inferenceId, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, bytes(Topics.key(workspace, inferenceId)), value);
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        var _ = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
    }

    void flush() {
        producer.flush();
    }

    /** All that the first partition of the topic has now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
        var partition = new TopicPartition(topic, 0);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
