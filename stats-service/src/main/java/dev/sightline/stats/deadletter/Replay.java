package dev.sightline.stats.deadletter;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.deadletter.DeadLetter.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters again to where they came from: the same bytes, key and headers, and {@code replay-of}.
 *
 * <p>A marker in the dead-letter topic says so afterwards, and a marked letter is not sent again. Dying between the two
 * leaves it unmarked; what is then sent twice is a copy, which counts once if it can be read by now.
 */
@ApplicationScoped
public class Replay {
    private static final Set<String> OF_THE_LETTER =
            Set.of(DeadLetter.REASON, DeadLetter.PARTITION, DeadLetter.OFFSET, DeadLetter.REPLAY_OF);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DeadLetters letters;
    private final String kafka;

    Replay(DeadLetters letters, StatsConfig config) {
        this.letters = letters;
        this.kafka = config.kafka();
    }

    /** What became of each, in their order. */
    List<Outcome> send(List<DeadLetter> chosen, String by) {
        var outcomes = new ArrayList<Outcome>();
        try (var consumer = consumer()) {
            for (DeadLetter letter : chosen) {
                outcomes.add(new Outcome(letter.position(), send(consumer, letter, by)));
            }
        }
        return outcomes;
    }

    /** The bytes of the letter; empty when it has left the log. */
    Optional<byte[]> bytes(DeadLetter letter) {
        try (var consumer = consumer()) {
            return read(consumer, letter.position())
                    .map(record -> record.value() == null ? new byte[0] : record.value());
        }
    }

    private @Nullable String send(KafkaConsumer<byte[], byte[]> consumer, DeadLetter letter, String by) {
        var replayed = letter.replayed();
        if (replayed != null) {
            return "it was sent again at " + replayed.at();
        }
        var record = read(consumer, letter.position());
        if (record.isEmpty()) {
            return "it has left the log";
        }
        letters.send(again(letter, record.get()));
        letters.send(marker(letter, record.get(), by));
        return null;
    }

    private static ProducerRecord<byte[], byte[]> again(DeadLetter letter, ConsumerRecord<byte[], byte[]> stored) {
        // By its key, as at first: it meets its copies in their partition.
        var again = new ProducerRecord<>(letter.original().topic(), stored.key(), stored.value());
        for (var header : stored.headers()) {
            if (!OF_THE_LETTER.contains(header.key())) {
                again.headers().add(header);
            }
        }
        var position = letter.position();
        again.headers()
                .add(
                        DeadLetter.REPLAY_OF,
                        DeadLetters.bytes(position.topic() + "-" + position.partition() + "-" + position.offset()));
        return again;
    }

    private static ProducerRecord<byte[], byte[]> marker(
            DeadLetter letter, ConsumerRecord<byte[], byte[]> stored, String by) {
        var position = letter.position();
        var marker = new ProducerRecord<>(position.topic(), position.partition(), stored.key(), new byte[0]);
        marker.headers()
                .add(DeadLetter.REPLAYED, DeadLetters.bytes(Long.toString(position.offset())))
                .add(DeadLetter.REPLAYED_BY, DeadLetters.bytes(by));
        return marker;
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, Position position) {
        var partition = new TopicPartition(position.topic(), position.partition());
        consumer.assign(List.of(partition));
        if (consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L) > position.offset()) {
            return Optional.empty();
        }
        consumer.seek(partition, position.offset());
        return consumer.poll(PATIENCE).records(partition).stream()
                .filter(record -> record.offset() == position.offset())
                .findFirst();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                1,
                "default.api.timeout.ms",
                5000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @param refused why the letter was not sent; null when it was */
    record Outcome(Position letter, @Nullable String refused) {}
}
