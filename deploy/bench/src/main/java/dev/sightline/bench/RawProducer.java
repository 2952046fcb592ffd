package dev.sightline.bench;

import dev.sightline.contract.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer with the settings of ingest-service's, which sends again what ingest-service sent: the same keys, headers
 * and values, with nothing to do but to hand them over.
 */
final class RawProducer implements AutoCloseable {
    private final String brokers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<List<ConsumerRecord<byte[], byte[]>>> thousands = new ArrayList<>();

    RawProducer(String brokers) {
        this.brokers = brokers;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "acks", "all",
                        "compression.type", "lz4",
                        "linger.ms", "2",
                        "batch.size", "262144",
                        "max.request.size", "8388608",
                        "buffer.memory", "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends a request. */
    interface Sender {
        void send(byte[] request) throws IOException;
    }

    /** Has each request sent, and takes up the records that come of it. */
    void learn(int perRequest, List<byte[]> requests, Sender sender) throws IOException {
        try (var reader = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = reader.partitionsFor(Topics.INFERENCES).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            partitions.forEach(reader::position);
            for (byte[] request : requests) {
                sender.send(request);
                var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                while (records.size() < perRequest) {
                    reader.poll(Duration.ofSeconds(1)).forEach(records::add);
                }
                thousands.add(records);
            }
        }
    }

    /** Size of a record before compression. */
    int bytesPerRecord() {
        var record = thousands.getFirst().getFirst();
        int headers = 0;
        for (var header : record.headers()) {
            headers += header.key().length() + header.value().length;
        }
        return record.serializedKeySize() + record.serializedValueSize() + headers;
    }

    /** Sends the records of one request and waits until the brokers have all of them. */
    void sendThousand() throws Exception {
        var records = thousands.get(ThreadLocalRandom.current().nextInt(thousands.size()));
        var sent = new ArrayList<Future<?>>(records.size());
        for (var record : records) {
            sent.add(producer.send(
                    new ProducerRecord<>(record.topic(), null, null, record.key(), record.value(), record.headers())));
        }
        for (Future<?> future : sent) {
            future.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
