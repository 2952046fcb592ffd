package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.Sightline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** ClickHouse's tables of one database, asked past all services. */
final class StoredTables {
    private final String url;
    private final String database;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    StoredTables(String url, String database) {
        this.url = url;
        this.database = database;
    }

    /** Ids of all rows of the model, also those that stand there twice. */
    List<String> ids(String model) {
        return rows("SELECT inference_id FROM inference WHERE project = '" + model + "'").stream()
                .map(row -> row.get("inference_id").asText())
                .toList();
    }

    /** The tables that views fill with sums. */
    List<String> rollups() {
        return rows("SELECT name FROM system.tables WHERE database = currentDatabase()"
                        + " AND engine = 'AggregatingMergeTree' ORDER BY name")
                .stream()
                .map(row -> row.get("name").asText())
                .toList();
    }

    /**
     * What the rows of the model add up to, and what each rollup says: one line a table, in no order, equal when they
     * agree. Holds for inferences with one prediction each.
     */
    List<JsonNode> sums(String model) {
        String ofModel = " WHERE project = '" + model + "'";
        var sql = new StringBuilder(
                "SELECT 'inference' AS source, count() AS requests, sum(length(counted_confidences)) AS predictions,"
                        + " sum(arraySum(counted_confidences)) AS confidence, predictions AS binned FROM inference"
                        + ofModel);
        for (String rollup : rollups()) {
            sql.append(" UNION ALL SELECT '" + rollup + "' AS source, sum(requests) AS requests,"
                    + " sum(predictions) AS predictions, sum(confidence_sum) AS confidence,"
                    + " arraySum(sumForEachMerge(confidence_histogram)) AS binned FROM " + rollup + ofModel);
        }
        return rows(sql.toString());
    }

    /** How many blocks' tokens the table remembers from now on. */
    void deduplicationWindow(String table, int blocks) {
        execute("ALTER TABLE " + table + " MODIFY SETTING non_replicated_deduplication_window = " + blocks);
    }

    void execute(String sql) {
        ask(sql);
    }

    private List<JsonNode> rows(String sql) {
        var rows = new ArrayList<JsonNode>();
        ask(sql + " FORMAT JSONEachRow").lines().map(Sightline::json).forEach(rows::add);
        return rows;
    }

    private String ask(String sql) {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    url + "/?output_format_json_quote_64bit_integers=0&database=" + database))
                            .timeout(Duration.ofSeconds(30))
                            .POST(BodyPublishers.ofString(sql))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
