package dev.sightline.ingest;

import dev.sightline.contract.events.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The real engines that tests run against; started before them, addresses by environment. */
public final class Engines implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            Topics.ALL.forEach(topic -> create(admin, topic));
        }
        return Map.of(
                "ingest.kafka.bootstrap-servers", kafka(),
                "ingest.query.url", "http://127.0.0.1:" + freePort(),
                "ingest.activity-interval", "1s",
                "ingest.images.endpoint", address("SIGHTLINE_S3_ENDPOINT"),
                "ingest.images.access-key", address("SIGHTLINE_S3_ACCESS_KEY"),
                "ingest.images.secret-key", address("SIGHTLINE_S3_SECRET_KEY"));
    }

    @Override
    public void stop() {}

    /** Brokers of this run. */
    public static String kafka() {
        return address("SIGHTLINE_KAFKA");
    }

    /** Where a test may put what answers questions; nobody else does. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of the object store that runs, with a bucket of this name. */
    public static Map<String, String> imageStore(String bucket) {
        return Map.of(
                "ingest.images.endpoint", address("SIGHTLINE_S3_ENDPOINT"),
                "ingest.images.access-key", address("SIGHTLINE_S3_ACCESS_KEY"),
                "ingest.images.secret-key", address("SIGHTLINE_S3_SECRET_KEY"),
                "ingest.images.bucket", bucket);
    }

    private static String address(String variable) {
        String address = System.getenv(variable);
        if (address == null) {
            throw new IllegalStateException(variable + " is not set: start the engines (./sightline engines) and run"
                    + " the tests with the variables of .sightline/engines.env");
        }
        return address;
    }

    private static void create(Admin admin, Topics.Topic topic) {
        var wanted = new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings());
        try {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + topic.name() + " cannot be made", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
