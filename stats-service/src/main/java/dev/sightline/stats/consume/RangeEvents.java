package dev.sightline.stats.consume;

import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Tells the log how far a partition is stored, and the metrics what was stored. */
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
        metrics.counter("sightline.stats.copies", "topic", partition.topic()).increment(range.copies());
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

    /** Records of a pending range that are neither in Kafka any more nor in ClickHouse. */
    void lost(TopicPartition partition, long records) {
        metrics.counter("sightline.pending.range.lost.records", "topic", partition.topic())
                .increment((double) records);
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
