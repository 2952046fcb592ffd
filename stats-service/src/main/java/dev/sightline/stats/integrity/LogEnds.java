package dev.sightline.stats.integrity;

import dev.sightline.stats.StatsConfig;
import dev.sightline.stats.consume.Consumers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how far each partition goes, and how far this service has come in it. */
@ApplicationScoped
public class LogEnds {
    private static final int PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final StatsConfig config;

    public LogEnds(StatsConfig config) {
        this.config = config;
        admin = Admin.create(Map.of(
                "bootstrap.servers", config.kafka(), "request.timeout.ms", 5000, "default.api.timeout.ms", 10_000));
    }

    /**
     * By partition.
     *
     * @throws IllegalStateException when the brokers do not answer
     */
    Map<Integer, End> of(String topic) {
        try {
            var partitions = partitions(topic);
            var committed = admin.listConsumerGroupOffsets(Consumers.group(config, topic))
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var latest = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest())))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var ends = new TreeMap<Integer, End>();
            latest.forEach((partition, end) ->
                    ends.put(partition.partition(), new End(end.offset(), offset(committed.get(partition)))));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell the offsets of topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for offsets", e);
        }
    }

    @PreDestroy
    public void close() {
        admin.close();
    }

    private List<TopicPartition> partitions(String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        var described = admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return described.values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(TopicPartitionInfo::partition)
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    /**
     * @param end offset behind the last record
     * @param committed offset below which everything is said to be stored; 0 when nothing is
     */
    record End(long end, long committed) {}
}
