package dev.sightline.stats.consume;

import dev.sightline.contract.events.PartitionProgress;
import dev.sightline.contract.events.Topics;
import dev.sightline.stats.StatsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    RangeEvents(StatsConfig config, MeterRegistry metrics) {
        this.metrics = metrics;
        metrics.gaugeMapSize("sightline.stats.waiting.partitions", Tags.empty(), waiting);
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
                .addAllWorkspaces(range.workspaces())
                .build();
        byte[] key = partition.toString().getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(
                new ProducerRecord<>(Topics.STATS_PROGRESS, key, progress.toByteArray()), (metadata, failure) -> {
                    if (failure != null) {
                        LOG.warnf("progress is not published: topic=%s reason=%s", partition.topic(), failure);
                    }
                });
    }

    /** A partition's block is not taken, and is tried again. */
    void waits(TopicPartition partition, String reason) {
        waiting.put(partition.toString(), reason);
    }

    /** A partition's block was taken, or is another instance's by now. */
    void goesOn(TopicPartition partition) {
        waiting.remove(partition.toString());
    }

    /** The partitions whose blocks are not taken, with the reason. */
    Map<String, String> waiting() {
        return Map.copyOf(waiting);
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
