package dev.sightline.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic of one partition holds. */
public final class TestTopic {
    private TestTopic() {}

    /** Everything that the topic has had under a key, oldest first; empty for a tombstone. */
    public static List<Optional<byte[]>> of(String topic, String key) {
        var partition = new TopicPartition(topic, 0);
        List<Optional<byte[]>> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestEngines.environment("SIGHTLINE_KAFKA")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (key.equals(record.key())) {
                        values.add(Optional.ofNullable(record.value()));
                    }
                });
            }
        }
        return values;
    }
}
