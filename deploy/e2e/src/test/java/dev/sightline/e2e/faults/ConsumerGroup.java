package dev.sightline.e2e.faults;

import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka knows of stats-service: how far it is with the inferences, what it is about to write, and who has what. */
final class ConsumerGroup implements AutoCloseable {
    private final Admin admin;
    private final String group;

    /** @param name as {@code stats.group} says it */
    ConsumerGroup(String kafka, String name) {
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
        group = name + "-" + Topics.INFERENCES;
    }

    /** Whether an intent stands that is not committed as written. */
    boolean hasPending() {
        return committed().values().stream()
                .anyMatch(offset -> !offset.metadata().isEmpty());
    }

    /** Records that are not committed as written. */
    long lag() {
        return lag(committed());
    }

    /** Nothing to do, and nothing begun. */
    boolean isCaughtUp() {
        var committed = committed();
        return lag(committed) == 0
                && committed.values().stream()
                        .allMatch(offset -> offset.metadata().isEmpty());
    }

    void awaitCaughtUp(Duration within) {
        await("stats-service has written everything")
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(this::isCaughtUp);
    }

    /** While records arrive: no more than so many are not written. */
    void awaitCaughtUp(Duration within, long records) {
        await("stats-service is not far behind")
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> lag() <= records);
    }

    /** Which partitions each instance has, by the instance's name in the group. */
    Map<String, Set<Integer>> owners() {
        var owners = new HashMap<String, Set<Integer>>();
        var described = get(admin.describeConsumerGroups(List.of(group)).all());
        for (var member : described.values().iterator().next().members()) {
            var partitions = new TreeSet<Integer>();
            member.assignment().topicPartitions().forEach(partition -> partitions.add(partition.partition()));
            owners.put(member.groupInstanceId().orElse(member.consumerId()), partitions);
        }
        return owners;
    }

    /** How many of the topic's partitions the instance has, all its threads together. */
    int partitionsOf(String instance) {
        String name = group + "-" + instance;
        return owners().entrySet().stream()
                .filter(owner -> owner.getKey().equals(name) || owner.getKey().startsWith(name + "-"))
                .mapToInt(owner -> owner.getValue().size())
                .sum();
    }

    /** Begins at the end of the topic; nobody may be in the group. */
    void skipAll() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        ends().forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
        get(admin.alterConsumerGroupOffsets(group, offsets).all());
    }

    @Override
    public void close() {
        admin.close();
    }

    private long lag(Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends().entrySet().stream()
                .mapToLong(end -> end.getValue().offset()
                        - Optional.ofNullable(committed.get(end.getKey()))
                                .map(OffsetAndMetadata::offset)
                                .orElse(0L))
                .sum();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset);
                    }
                });
        return committed;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends() {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : get(admin.describeTopics(List.of(Topics.INFERENCES)).allTopicNames())
                .values()) {
            topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return get(admin.listOffsets(latest).all());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
