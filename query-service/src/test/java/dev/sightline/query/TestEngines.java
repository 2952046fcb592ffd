package dev.sightline.query;

import dev.sightline.contract.events.Topics;
import io.minio.MinioClient;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The engines that {@code ./sightline engines} has started, with databases of this run's own. ClickHouse's has a name that its
 * users are told of, and the schema that stats-service gives it.
 */
public class TestEngines implements QuarkusTestResourceLifecycleManager {
    public static final String OWNER_PASSWORD = "correct horse battery";
    public static final String INGEST_KEY = "a-key-that-cameras-already-have";

    private static final String DATABASE =
            "test_" + UUID.randomUUID().toString().replace("-", "");
    /** The one, beside the product's own, in which ClickHouse has row policies (clickhouse.xml). */
    private static final String FIGURES = "sightline_query_test";

    private static final Path SCHEMA = Path.of("../stats-service/src/main/resources/db/clickhouse");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Override
    public Map<String, String> start() {
        createDatabases();
        createTopics();
        String postgres = environment("SIGHTLINE_POSTGRES") + '/' + DATABASE;
        return Map.ofEntries(
                Map.entry("quarkus.datasource.reactive.url", "postgresql://" + postgres),
                Map.entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + postgres),
                Map.entry("query.clickhouse.database", FIGURES),
                Map.entry("query.session-secret", "only-for-tests-0123456789-0123456789"),
                Map.entry("query.setup.workspace", "first"),
                Map.entry("query.setup.owner-email", "Owner@Example.com"),
                Map.entry("query.setup.owner-password", OWNER_PASSWORD),
                Map.entry("query.setup.ingest-key", INGEST_KEY),
                Map.entry("query.api-keys.catch-up-every", "1s"),
                Map.entry("query.public-url", "https://sightline.example/"),
                Map.entry("query.mail.every", "0.2s"),
                Map.entry("query.live.beat-every", "0.3s"),
                Map.entry("query.live.streams-per-workspace", "3"),
                Map.entry("quarkus.mailer.host", "127.0.0.1"),
                Map.entry("quarkus.mailer.port", Integer.toString(Inbox.start())),
                Map.entry("query.images.bucket", bucket()),
                Map.entry("query.images.endpoint", environment("SIGHTLINE_S3_ENDPOINT")),
                Map.entry("query.images.access-key", environment("SIGHTLINE_S3_ACCESS_KEY")),
                Map.entry("query.images.secret-key", environment("SIGHTLINE_S3_SECRET_KEY")));
    }

    @Override
    public void stop() {
        Inbox.stop();
        clickHouse("DROP DATABASE IF EXISTS " + FIGURES);
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not answer", e);
        }
    }

    /** What a service would be told; a test that lacks it fails and says what to do. */
    public static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: run ./sightline engines, then"
                    + " `set -a; . .sightline/engines.env; set +a` before Maven");
        }
        return value;
    }

    /** This run's own. */
    public static String bucket() {
        return DATABASE.replace('_', '-');
    }

    /** The store of images, as ingest-service writes to it. */
    public static MinioClient objectStore() {
        return MinioClient.builder()
                .endpoint(environment("SIGHTLINE_S3_ENDPOINT"))
                .credentials(environment("SIGHTLINE_S3_ACCESS_KEY"), environment("SIGHTLINE_S3_SECRET_KEY"))
                .region("us-east-1")
                .build();
    }

    /** Runs SQL in this run's PostgreSQL database. */
    public static void postgres(String sql, Object... values) {
        try (var connection = connect(DATABASE);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that a question to this run's PostgreSQL database answers. */
    public static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** The one word that a question to this run's PostgreSQL database answers. */
    public static String text(String sql) {
        try (var connection = connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs a statement in this run's ClickHouse database. */
    static void clickHouse(String sql) {
        var uri = URI.create(environment("SIGHTLINE_CLICKHOUSE_URL") + "/?date_time_input_format=best_effort&database="
                + URLEncoder.encode(sql.contains(" DATABASE ") ? "default" : FIGURES, StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("ClickHouse does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void createDatabases() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not answer", e);
        }
        // A run that was ended from outside leaves its own.
        clickHouse("DROP DATABASE IF EXISTS " + FIGURES);
        clickHouse("CREATE DATABASE " + FIGURES);
        try (Stream<Path> files = Files.list(SCHEMA)) {
            for (var file : files.sorted().toList()) {
                statements(Files.readString(file)).forEach(TestEngines::clickHouse);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the schema of stats-service is not at " + SCHEMA, e);
        }
    }

    private static List<String> statements(String script) {
        return Pattern.compile(";\\s*$", Pattern.MULTILINE)
                .splitAsStream(script)
                .filter(statement -> !statement.replaceAll("(?m)^\\s*--.*$", "").isBlank())
                .toList();
    }

    private static void createTopics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", environment("SIGHTLINE_KAFKA")))) {
            for (var wanted : Topics.ALL) {
                var topic = new NewTopic(wanted.name(), wanted.partitions(), (short) 1).configs(wanted.settings());
                create(admin, topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void create(Admin admin, NewTopic topic) throws InterruptedException {
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Kafka does not answer", e);
            }
        }
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + environment("SIGHTLINE_POSTGRES") + '/' + database,
                environment("SIGHTLINE_POSTGRES_USER"),
                environment("SIGHTLINE_POSTGRES_PASSWORD"));
    }
}
