package dev.sightline.stats.topics;

import dev.sightline.contract.events.Topics;
import dev.sightline.contract.events.Topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Makes the topics that are missing and leaves the others as they are. Not part of the service: it is started with this
 * class as its main class, by whoever brings the system up.
 *
 * <p>{@code SIGHTLINE_KAFKA} says where the brokers are, {@code SIGHTLINE_TOPIC_REPLICAS} on how many of them each record
 * lies (default 1).
 */
public final class CreateTopics {
    private static final Logger LOG = Logger.getLogger(CreateTopics.class);

    private final Admin admin;
    private final short replicas;

    /** @param replicas of three or more, two have to hold a record before it is acknowledged: one may be away */
    CreateTopics(Admin admin, short replicas) {
        this.admin = admin;
        this.replicas = replicas;
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var environment = System.getenv();
        short replicas = Short.parseShort(environment.getOrDefault("SIGHTLINE_TOPIC_REPLICAS", "1"));
        // The brokers may come up after us.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                environment.getOrDefault("SIGHTLINE_KAFKA", "127.0.0.1:9092"),
                "default.api.timeout.ms",
                120_000);
        try (var admin = Admin.create(settings)) {
            new CreateTopics(admin, replicas).create(Topics.ALL);
        }
    }

    /** Returns when all of them are there. */
    void create(List<Topic> topics) throws InterruptedException, ExecutionException {
        var made = admin.createTopics(topics.stream().map(this::asNew).toList()).values();
        for (var topic : made.entrySet()) {
            try {
                topic.getValue().get();
                LOG.infof("made topic=%s", topic.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private NewTopic asNew(Topic topic) {
        var settings = new HashMap<>(topic.settings());
        settings.put("min.insync.replicas", replicas >= 3 ? "2" : "1");
        return new NewTopic(topic.name(), topic.partitions(), replicas).configs(settings);
    }
}
