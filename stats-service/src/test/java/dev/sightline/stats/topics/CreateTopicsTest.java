package dev.sightline.stats.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.Topics.Topic;
import dev.sightline.stats.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateTopicsTest {
    private final String name = "made-by-a-test-" + UUID.randomUUID();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", TestEngines.address("SIGHTLINE_KAFKA")));

    @AfterEach
    void tidy() {
        admin.deleteTopics(List.of(name));
        admin.close();
    }

    @Test
    void a_missing_topic_is_made_with_its_partitions_and_settings() throws Exception {
        new CreateTopics(admin, (short) 1).create(List.of(topic(3)));

        assertThat(partitions()).isEqualTo(3);
        assertThat(setting("cleanup.policy")).isEqualTo("compact");
        assertThat(setting("min.insync.replicas")).isEqualTo("1");
    }

    @Test
    void a_topic_that_exists_stays_as_it_is() throws Exception {
        new CreateTopics(admin, (short) 1).create(List.of(topic(1)));

        new CreateTopics(admin, (short) 1).create(List.of(topic(3)));

        assertThat(partitions()).isEqualTo(1);
    }

    @Test
    void more_replicas_than_brokers_are_refused() {
        var onThree = new CreateTopics(admin, (short) 3);

        assertThatThrownBy(() -> onThree.create(List.of(topic(1))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InvalidReplicationFactorException.class);
    }

    private Topic topic(int partitions) {
        return new Topic(name, partitions, Map.of("cleanup.policy", "compact"));
    }

    private int partitions() throws Exception {
        awaitBroker();
        var described = admin.describeTopics(List.of(name)).allTopicNames().get();
        return Objects.requireNonNull(described.get(name)).partitions().size();
    }

    private String setting(String setting) throws Exception {
        awaitBroker();
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var described = admin.describeConfigs(List.of(topic)).all().get();
        return Objects.requireNonNull(described.get(topic)).get(setting).value();
    }

    /** The controller has made it before the broker knows of it. */
    private void awaitBroker() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !admin.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .isEmpty());
    }
}
