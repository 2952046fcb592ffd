package dev.sightline.bench;

import dev.sightline.contract.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many inferences wait on the topic for stats-service, asked of Kafka. */
final class Lag implements AutoCloseable {
    private static final String GROUP = "stats-service-" + Topics.INFERENCES;

    private final Admin admin;

    Lag(String brokers) {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers));
    }

    long now() throws InterruptedException, ExecutionException {
        var topics =
                admin.describeTopics(List.of(Topics.INFERENCES)).allTopicNames().get();
        var latest = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> new TopicPartition(Topics.INFERENCES, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        var committed = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .mapToLong(end -> {
                    var offset = committed.get(end.getKey());
                    return end.getValue().offset() - (offset == null ? 0 : offset.offset());
                })
                .sum();
    }

    /** Returns when no more than so many wait; how long that took. */
    Duration awaitAtMost(long inferences, Duration patience) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        while (now() > inferences) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IllegalStateException(now() + " inferences wait after " + patience.toMinutes() + " min");
            }
            Thread.sleep(200);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        admin.close();
    }
}
