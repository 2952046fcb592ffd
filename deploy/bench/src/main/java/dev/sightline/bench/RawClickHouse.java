package dev.sightline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** ClickHouse's own HTTP interface, past every service: what a benchmark fills, and what it compares with. */
final class RawClickHouse {
    /** The services' own database when nobody names another. */
    static final String DATABASE = "sightline";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String database;

    RawClickHouse(Map<String, String> engines, String database) {
        this.url = String.valueOf(engines.get("SIGHTLINE_CLICKHOUSE_URL"));
        this.database = database;
    }

    /**
     * An answer and what it cost.
     *
     * @param readRows rows that the engine read for it
     */
    record Answer(String text, double millis, long readRows, long readBytes) {}

    /** Asks or orders; {@code {name:Type}} in the SQL takes the parameter of that name. */
    Answer ask(String sql, Map<String, ?> parameters) throws IOException, InterruptedException {
        var query = new StringBuilder("wait_end_of_query=1");
        parameters.forEach((name, value) ->
                query.append("&param_").append(name).append('=').append(encode(value)));
        return post(query.toString(), sql.getBytes(StandardCharsets.UTF_8));
    }

    /** Inserts a body in a format; settings as in a URL. */
    Answer insert(String table, String format, byte[] body, String settings) throws IOException, InterruptedException {
        String sql = "INSERT INTO " + table + " FORMAT " + format;
        return post(settings + "&query=" + encode(sql), body);
    }

    private Answer post(String query, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/?database=" + database + "&" + query))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        long begin = System.nanoTime();
        var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        double millis = (System.nanoTime() - begin) / 1e6;
        if (response.statusCode() != 200) {
            throw new IllegalStateException("ClickHouse: " + response.body());
        }
        String summary = response.headers().firstValue("X-ClickHouse-Summary").orElse("");
        return new Answer(response.body().strip(), millis, figure(summary, "read_rows"), figure(summary, "read_bytes"));
    }

    private static long figure(String summary, String name) {
        var matcher = Pattern.compile('"' + name + "\":\"(\\d+)\"").matcher(summary);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String encode(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
