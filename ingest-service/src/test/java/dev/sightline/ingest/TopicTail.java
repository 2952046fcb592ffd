package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is appended to a topic from the moment this was opened. */
public final class TopicTail<T extends Message> implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", Engines.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final Parser<T> parser;
    private final Predicate<T> isOurs;
    private final List<T> events = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    /** Sees only the events that are ours: other tests write to the same topic. */
    public TopicTail(String topic, Parser<T> parser, Predicate<T> isOurs) {
        this.parser = parser;
        this.isOurs = isOurs;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits for so many events; more are a mistake. */
    public List<T> waitFor(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(poll()).hasSizeGreaterThanOrEqualTo(count));
        assertThat(poll()).as("events, and no more").hasSize(count);
        return events;
    }

    /** Events so far. */
    public List<T> poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
            T event = parse(record.value());
            if (isOurs.test(event)) {
                events.add(event);
                records.add(record);
            }
        });
        return events;
    }

    /** The events' records, in the same order. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    private T parse(byte[] value) {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("the topic holds what nobody can read", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
