package dev.sightline.local;

import dev.sightline.contract.events.Topics;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * The real engines: Kafka, ClickHouse, PostgreSQL, S3, and a mail catcher, each a process or a container of its own on
 * loopback.
 *
 * <p>Nothing but the addresses of {@link #environment} tells a service that they run here and not in a cluster.
 */
public final class Engines {
    private static final String KIND = "SIGHTLINE_ENGINES";

    /** The databases that the services expect to exist. */
    private static final List<String> DATABASES = List.of("sightline_query", "sightline_alert");

    /** The variable by which ClickHouse and query-service know the password of the user that reads for callers. */
    static final String READER_PASSWORD = "SIGHTLINE_CLICKHOUSE_QUERY_PASSWORD";

    static final String READER_SECRET = "sightline-local-only";

    static final String S3_ACCESS_KEY = "sightline";
    static final String S3_SECRET_KEY = "sightline-local-only";

    private final Ports ports;
    private final List<Part> parts;
    private final @Nullable DockerEngine docker;

    private Engines(Ports ports, List<Part> parts, @Nullable DockerEngine docker) {
        this.ports = ports;
        this.parts = parts;
        this.docker = docker;
    }

    /**
     * As processes, or as containers where {@code SIGHTLINE_ENGINES=containers} asks for them. Only the variable
     * decides: what happens to be on a machine does not.
     *
     * @throws IllegalArgumentException when the variable has another value
     */
    public static Engines of(Layout layout, Ports ports, Map<String, String> environment) {
        String kind = environment.getOrDefault(KIND, "");
        return switch (kind) {
            case "", "processes" -> new Engines(ports, ProcessEngines.of(layout, ports), null);
            case "containers" -> new Engines(ports, ContainerEngines.of(layout, ports), new DockerEngine(environment));
            default ->
                throw new IllegalArgumentException(KIND + " is \"processes\" or \"containers\", got \"" + kind + '"');
        };
    }

    /** In the order of their starts. */
    public List<Part> all() {
        return parts;
    }

    /**
     * Makes sure that they can be started, which takes as long as the network does where images have to be fetched.
     *
     * @throws IllegalStateException at once when a Docker engine is needed and none answers
     */
    void provide(Progress progress) {
        if (docker != null) {
            docker.require();
            docker.fetch(ContainerEngines.IMAGES, progress);
        }
    }

    /** Ends what an earlier launcher on the same data left behind when it was killed. */
    void endStale() {
        if (docker != null) {
            docker.require();
        }
        parts.forEach(Part::endStale);
    }

    /** What the services need to find here: databases and topics. Repeating it changes nothing. */
    void prepare() {
        DATABASES.forEach(this::createDatabase);
        var topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafkaAddress()))) {
            for (var created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
        }
    }

    /** Where the engines are, as every service reads it. */
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SIGHTLINE_KAFKA", kafkaAddress());
        environment.put("SIGHTLINE_CLICKHOUSE_URL", "http://127.0.0.1:" + ports.clickHouse());
        environment.put(READER_PASSWORD, READER_SECRET);
        environment.put("SIGHTLINE_POSTGRES", "127.0.0.1:" + ports.postgres());
        environment.put("SIGHTLINE_POSTGRES_USER", Postgres.USER);
        environment.put("SIGHTLINE_POSTGRES_PASSWORD", Postgres.USER);
        environment.put("SIGHTLINE_S3_ENDPOINT", "http://127.0.0.1:" + ports.s3());
        environment.put("SIGHTLINE_S3_ACCESS_KEY", S3_ACCESS_KEY);
        environment.put("SIGHTLINE_S3_SECRET_KEY", S3_SECRET_KEY);
        environment.put("SIGHTLINE_SMTP_HOST", "127.0.0.1");
        environment.put("SIGHTLINE_SMTP_PORT", Integer.toString(ports.smtp()));
        return environment;
    }

    private String kafkaAddress() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** Makes the database unless it is there. */
    private void createDatabase(String database) {
        try (var connection = Postgres.connect(ports.postgres());
                var known = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            known.setString(1, database);
            if (!known.executeQuery().next()) {
                connection.createStatement().execute("CREATE DATABASE " + database);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + database, e);
        }
    }

    private static void awaitCreated(org.apache.kafka.common.KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot make the topics", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
