package dev.sightline.stats.deadletter;

import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Where records go that cannot be read, and what is there. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final String kafka;
    private final MeterRegistry metrics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, LetterBox> boxes = new ConcurrentHashMap<>();

    public DeadLetters(StatsConfig config, MeterRegistry metrics) {
        this.kafka = config.kafka();
        this.metrics = metrics;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", "true"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Puts the record aside, so that it never stops the others. Returns when the brokers have it.
     *
     * @throws IllegalStateException when they do not take it
     */
    public void putAside(ConsumerRecord<byte[], byte[]> record, String reason) {
        var letter = new ProducerRecord<>(Topics.deadLetters(record.topic()), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        letter.headers()
                .add(DeadLetter.REASON, bytes(reason))
                .add(DeadLetter.PARTITION, bytes(Integer.toString(record.partition())))
                .add(DeadLetter.OFFSET, bytes(Long.toString(record.offset())));
        send(letter);
        metrics.counter("sightline.stats.dead.letters", "topic", record.topic()).increment();
        LOG.warnf(
                "record cannot be read and is put aside: topic=%s partition=%s offset=%s reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    /**
     * The letters of a topic, the newest first.
     *
     * @param topic of the records, before they became letters
     */
    public List<DeadLetter> of(String topic) {
        return box(topic).all();
    }

    /** How many records of the partition, from the first offset to the last, were put aside. */
    public long count(String topic, int partition, long first, long last) {
        return box(topic).count(partition, first, last);
    }

    /** Returns when the brokers have it. */
    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + record.topic() + " does not take the record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a record was sent to " + record.topic(), e);
        }
    }

    @PreDestroy
    public void close() {
        producer.close();
        boxes.values().forEach(LetterBox::close);
    }

    private LetterBox box(String topic) {
        return boxes.computeIfAbsent(topic, t -> new LetterBox(kafka, t, Topics.deadLetters(t)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
