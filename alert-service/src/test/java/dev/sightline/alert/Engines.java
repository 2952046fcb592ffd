package dev.sightline.alert;

import dev.sightline.contract.events.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A database and topics of our own on the real engines, whose addresses come by environment ({@code ./sightline engines}).
 *
 * <p>The tests move the pipeline's clock by hours, which nobody else on the engines should see.
 */
public class Engines implements QuarkusTestResourceLifecycleManager {
    static final String SESSION_SECRET = "a secret that only these tests know";

    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
    public static final String HEARTBEATS = "heartbeats-" + RUN;
    public static final String API_KEYS = "api-keys-" + RUN;
    public static final String SESSIONS = "sessions-" + RUN;
    public static final String MEMBERS = "workspace-members-" + RUN;
    public static final String PROGRESS = "stats-progress-" + RUN;
    public static final String INFERENCES = "inferences-" + RUN;

    @Override
    public Map<String, String> start() {
        createTopics();
        String database = "test_alert_" + RUN;
        createDatabase(database);
        TestFigures.createDatabase();
        return Map.ofEntries(
                Map.entry("SIGHTLINE_ALERT_DATABASE", database),
                Map.entry("SIGHTLINE_SESSION_SECRET", SESSION_SECRET),
                Map.entry("alert.kafka.group", "alert-service-" + RUN),
                Map.entry("alert.kafka.heartbeats-topic", HEARTBEATS),
                Map.entry("alert.kafka.api-keys-topic", API_KEYS),
                Map.entry("alert.kafka.sessions-topic", SESSIONS),
                Map.entry("alert.kafka.members-topic", MEMBERS),
                Map.entry("alert.kafka.progress-topic", PROGRESS),
                Map.entry("alert.kafka.inferences-topic", INFERENCES),
                Map.entry("alert.clickhouse.database", TestFigures.DATABASE),
                Map.entry("alert.public-url", "https://sightline.example"),
                Map.entry("alert.evaluation.every", "1s"),
                Map.entry("alert.evaluation.allowance", "0s"),
                Map.entry("alert.evaluation.dead-mans-switch", OutsideWatch.start()),
                Map.entry("alert.delivery.every", "1s"),
                Map.entry("alert.delivery.grouping", "0s"),
                Map.entry("alert.delivery.first-retry", "0.2s"),
                Map.entry("alert.delivery.mail-timeout", "2s"),
                Map.entry("alert.delivery.webhook-timeout", "2s"),
                Map.entry("alert.delivery.mails-per-digest-window", "5"),
                Map.entry("quarkus.mailer.host", "127.0.0.1"),
                Map.entry("quarkus.mailer.port", Integer.toString(Inbox.start())));
    }

    @Override
    public void stop() {
        Inbox.stop();
        OutsideWatch.stop();
        TestFigures.dropDatabase();
    }

    /** The brokers' address. */
    public static String kafka() {
        return address("SIGHTLINE_KAFKA");
    }

    private static void createTopics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            admin.createTopics(Topics.ALL.stream()
                            .filter(topic -> List.of(
                                            Topics.HEARTBEATS,
                                            Topics.API_KEYS,
                                            Topics.SESSIONS,
                                            Topics.WORKSPACE_MEMBERS,
                                            Topics.STATS_PROGRESS,
                                            Topics.INFERENCES)
                                    .contains(topic.name()))
                            .map(topic -> new NewTopic(topic.name() + '-' + RUN, topic.partitions(), (short) 1)
                                    .configs(topic.settings()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics cannot be created on " + kafka(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void createDatabase(String name) {
        String server = "jdbc:postgresql://" + address("SIGHTLINE_POSTGRES") + "/postgres";
        String user = System.getenv().getOrDefault("SIGHTLINE_POSTGRES_USER", "postgres");
        String password = System.getenv().getOrDefault("SIGHTLINE_POSTGRES_PASSWORD", "postgres");
        try (var connection = DriverManager.getConnection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("a database cannot be created on " + server, e);
        }
    }

    static String address(String variable) {
        String address = System.getenv(variable);
        if (address == null) {
            throw new IllegalStateException(variable + " is not set: start the engines with \"./sightline engines\" and"
                    + " load .sightline/engines.env before the tests");
        }
        return address;
    }
}
