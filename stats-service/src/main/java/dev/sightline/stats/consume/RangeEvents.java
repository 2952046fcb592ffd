package dev.sightline.stats.consume;

import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** What the stats service itself tells the log: progress, and records that it could not read. Counts both. */
@ApplicationScoped
class RangeEvents {
    private static final Logger LOG = Logger.getLogger(RangeEvents.class);

    private final KafkaProducer<byte[], byte[]> producer;
    private final MeterRegistry metrics;

    RangeEvents(StatsConfig config, MeterRegistry metrics) {
        this.metrics = metrics;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config.kafka(), "acks", "all", "enable.idempotence", "true"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Not awaited: the next range's progress says as much, and more. */
    void written(TopicPartition partition, long nextOffset, Range range) {
        metrics.counter("sightline.stats.rows", "topic", partition.topic())
                .increment(range.rows().block().rows());
        metrics.counter("sightline.stats.ranges", "topic", partition.topic()).increment();
        var progress = PartitionProgress.newBuilder()
                .setTopic(partition.topic())
                .setPartition(partition.partition())
                .setNextOffset(nextOffset)
                .setMinOccurredAtMicros(range.minOccurredAtMicros() == Long.MAX_VALUE ? 0 : range.minOccurredAtMicros())
                .setMaxOccurredAtMicros(range.maxOccurredAtMicros())
                .setBrokerTimeMillis(range.brokerTimeMillis())
                .build();
        byte[] key = partition.toString().getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(
                new ProducerRecord<>(Topics.STATS_PROGRESS, key, progress.toByteArray()), (metadata, failure) -> {
                    if (failure != null) {
                        LOG.warnf("progress is not published: topic=%s reason=%s", partition.topic(), failure);
                    }
                });
    }

    /** Counts the copies that were left out since the last time. */
    void copies(TopicPartition partition, CopyWindow window) {
        metrics.counter("sightline.stats.copies", "topic", partition.topic()).increment(window.takeCopies());
    }

    /**
     * Puts the record aside, so that it never stops the others. Returns when the brokers have it.
     *
     * @throws IllegalStateException when they do not take it
     */
    void deadLetter(Range.Unreadable unreadable) {
        var record = unreadable.record();
        var letter = new ProducerRecord<>(Topics.deadLetters(record.topic()), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        letter.headers()
                .add("reason", unreadable.reason().getBytes(StandardCharsets.UTF_8))
                .add("partition", Integer.toString(record.partition()).getBytes(StandardCharsets.UTF_8))
                .add("offset", Long.toString(record.offset()).getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the dead letter is not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a dead letter was sent", e);
        }
        metrics.counter("sightline.stats.dead.letters", "topic", record.topic()).increment();
        LOG.warnf(
                "record cannot be read and is put aside: topic=%s partition=%s offset=%s reason=%s",
                record.topic(), record.partition(), record.offset(), unreadable.reason());
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
