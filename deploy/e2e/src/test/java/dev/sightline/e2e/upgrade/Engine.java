package dev.sightline.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.e2e.Sightline;
import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The engines past all services: ClickHouse by its own HTTP interface, PostgreSQL's databases by name. */
final class Engine {
    static final String DATABASE = "sightline";

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Engine(LocalSystem system) {
        url = system.engineAddress("SIGHTLINE_CLICKHOUSE_URL");
    }

    static Connection postgres(LocalSystem system, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + system.engineAddress("SIGHTLINE_POSTGRES") + "/" + database,
                "postgres",
                "postgres");
    }

    /** The answer's bytes, which are no text in a format like Native. */
    byte[] ask(String sql) {
        // The first question is the one that makes the database.
        String database = sql.startsWith("CREATE DATABASE") ? "default" : DATABASE;
        return send("/?database=" + database, sql.getBytes(StandardCharsets.UTF_8));
    }

    List<String> lines(String sql) {
        return new String(ask(sql), StandardCharsets.UTF_8).lines().toList();
    }

    void insert(String table, byte[] rows) {
        String sql = "INSERT INTO " + table + " FORMAT Native";
        send("/?database=" + DATABASE + "&async_insert=0&query=" + Sightline.encode(sql), rows);
    }

    private byte[] send(String path, byte[] body) {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(response.statusCode())
                    .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
