package dev.sightline.e2e.roboflow;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a system has kept, place by place, as text: each topic, each table, each log. */
final class Remains {
    private final LocalSystem system;
    private final Map<String, String> byPlace = new TreeMap<>();

    private Remains(LocalSystem system) {
        this.system = system;
    }

    static Map<String, String> of(LocalSystem system) {
        var remains = new Remains(system);
        remains.readTopics();
        remains.readClickHouse();
        remains.readPostgres("sightline_query");
        remains.readPostgres("sightline_alert");
        remains.readLogs();
        return remains.byPlace;
    }

    /** The one number that a question to ClickHouse answers. */
    static long number(LocalSystem system, String sql) {
        return Long.parseLong(new Remains(system).clickHouse(sql).strip());
    }

    private void readTopics() {
        Map<String, Object> settings = Map.of("bootstrap.servers", system.engineAddress("SIGHTLINE_KAFKA"));
        try (var admin = Admin.create(settings);
                var consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : new TreeSet<>(admin.listTopics().names().get())) {
                byPlace.put("topic " + topic, read(consumer, topic));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var text = new StringBuilder();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> append(text, record));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, ConsumerRecord<byte[], byte[]> record) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(record.key());
        parts.add(record.value());
        record.headers().forEach(header -> parts.add(header.value()));
        for (byte[] part : parts) {
            text.append(part == null ? "" : new String(part, StandardCharsets.UTF_8))
                    .append('\n');
        }
    }

    private void readClickHouse() {
        for (String table : clickHouse(
                        "SELECT concat(database, '.', name) FROM system.tables WHERE NOT is_temporary AND (database NOT IN"
                                + " ('system', 'INFORMATION_SCHEMA', 'information_schema') OR (database = 'system' AND"
                                + " name LIKE '%\\_log')) AND engine NOT IN ('View', 'MaterializedView') FORMAT TSV")
                .lines()
                .toList()) {
            byPlace.put("table " + table, clickHouse("SELECT * FROM " + table + " FORMAT JSONEachRow"));
        }
    }

    private String clickHouse(String sql) {
        var request = HttpRequest.newBuilder(URI.create(system.engineAddress("SIGHTLINE_CLICKHOUSE_URL")))
                .POST(BodyPublishers.ofString(sql))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void readPostgres(String database) {
        String url = "jdbc:postgresql://" + system.engineAddress("SIGHTLINE_POSTGRES") + '/' + database;
        String user = system.engineAddress("SIGHTLINE_POSTGRES_USER");
        String password = system.engineAddress("SIGHTLINE_POSTGRES_PASSWORD");
        try (var connection = DriverManager.getConnection(url, user, password)) {
            List<String> tables = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery("SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)"
                                    + " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                                    + " AND table_schema NOT IN ('pg_catalog', 'information_schema')")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                var text = new StringBuilder();
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("SELECT kept::text FROM " + table + " AS kept")) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
                byPlace.put("table " + database + ' ' + table, text.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(url, e);
        }
    }

    private void readLogs() {
        try (var files = Files.walk(RunningSystem.layout("system").data().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Byte by byte, since a log may hold anything.
                byPlace.put("log " + file.getFileName(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
