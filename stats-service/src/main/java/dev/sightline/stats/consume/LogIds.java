package dev.sightline.stats.consume;

import dev.sightline.stats.StatsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which log a topic's name stands for: brokers give each topic an id when it is made.
 *
 * <p>Offsets begin at 0 again when brokers lose their disks and the topics are made anew. ClickHouse still knows the tokens of
 * the old log's ranges then, and would ignore the first rows of the new one, were the tokens made of the name.
 */
@ApplicationScoped
class LogIds {
    private static final int PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    LogIds(StatsConfig config) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", config.kafka(), "request.timeout.ms", 5000, "default.api.timeout.ms", 10_000));
    }

    /** @throws IllegalStateException when the brokers do not answer */
    String of(String topic) {
        return known.computeIfAbsent(topic, this::ask);
    }

    /** Asks again next time: the topic may have been made anew. */
    void forget(String topic) {
        known.remove(topic);
    }

    @PreDestroy
    void close() {
        admin.close();
    }

    private String ask(String topic) {
        try {
            var described = admin.describeTopics(List.of(topic)).allTopicNames();
            var topics = described.get(PATIENCE_SECONDS, TimeUnit.SECONDS).values();
            return topics.iterator().next().topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell the id of topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for the id of topic " + topic, e);
        }
    }
}
