package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast ClickHouse takes the same rows in each of the formats that stats-service could write. */
final class EncodingBench {
    private static final List<String> FORMATS = List.of("Native", "RowBinaryWithNames", "JSONEachRow");
    private static final int ROUNDS = 7;
    private static final int ROWS = 50_000;
    private static final String SETTINGS = "async_insert=0&wait_end_of_query=1&insert_deduplicate=0";
    // Plain strings, as stats-service sends them, and all in one block.
    private static final String PLAIN = "?low_cardinality_allow_in_native_format=0&max_block_size=" + ROWS;

    private final LocalSystem system;
    private final RawClickHouse clickHouse;

    EncodingBench(LocalSystem system) {
        this.system = system;
        this.clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
    }

    void run() throws Exception {
        long dayStart = Clock.systemUTC()
                .instant()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(Duration.ofDays(1))
                .getEpochSecond();
        clickHouse.ask(
                Resources.text("history.sql"),
                Map.of("workspace", system.workspace(), "day", 1, "day_start", dayStart, "count", ROWS));
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String format : FORMATS) {
            bodies.put(format, rows(format));
        }
        clickHouse.ask("CREATE TABLE plain AS inference", Map.of());
        System.out.printf(
                "| rows as | MB | raw table alone, rows/s | raw table and rollups, rows/s |%n| --- | ---: | ---: | ---: |%n");
        var plain = insertInTurn("plain", bodies);
        var complete = insertInTurn("inference", bodies);
        for (String format : FORMATS) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %,.0f | %,.0f |%n",
                    format,
                    bodies.getOrDefault(format, new byte[0]).length / 1e6,
                    ROWS / plain.getOrDefault(format, 0.0),
                    ROWS / complete.getOrDefault(format, 0.0));
        }
    }

    /** Median seconds of each format, one after the other in each round. */
    private Map<String, Double> insertInTurn(String table, Map<String, byte[]> bodies) throws Exception {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) {
            for (var body : bodies.entrySet()) {
                double millis = clickHouse
                        .insert(table, body.getKey(), body.getValue(), SETTINGS)
                        .millis();
                if (round >= 0) {
                    seconds.computeIfAbsent(body.getKey(), format -> new double[ROUNDS])[round] = millis / 1e3;
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        seconds.forEach((format, all) -> medians.put(format, Comparison.median(all)));
        return medians;
    }

    private byte[] rows(String format) throws Exception {
        String sql = "SELECT * FROM inference ORDER BY occurred_at FORMAT " + format;
        var request = HttpRequest.newBuilder(URI.create(system.engineAddresses().get("SIGHTLINE_CLICKHOUSE_URL") + "/"
                        + PLAIN + "&database="
                        + RawClickHouse.DATABASE))
                .POST(BodyPublishers.ofString(sql))
                .build();
        try (var client = HttpClient.newHttpClient();
                var answer = client.send(request, BodyHandlers.ofInputStream()).body();
                var bytes = new ByteArrayOutputStream()) {
            answer.transferTo(bytes);
            return bytes.toByteArray();
        }
    }
}
