package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.e2e.Sightline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Compares what was acknowledged with the rows, with every rollup and with the API, id by id: none lost, none double, and
 * each figure the number of rows. An inference whose answer was lost may be there or not; that it is there twice is
 * wrong, too.
 */
final class Oracle {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sightline sightline;
    private final Acknowledged client;
    private final StoredTables tables;
    private final String window;

    Oracle(Sightline sightline, Acknowledged client) {
        this.sightline = sightline;
        this.client = client;
        this.tables = new StoredTables(sightline.system().engineAddress("SIGHTLINE_CLICKHOUSE_URL"), "sightline");
        this.window =
                Sightline.window(client.begin().minusSeconds(120), Instant.now().plusSeconds(120));
    }

    /** Asked after the client has ended. */
    void findsEachAcknowledgedOnce() {
        awaitAllWritten();

        Findings.of(client, tables).areExact();
        var rows = tables.ids(client.model());
        assertThat(requests()).as("the API's figure is the number of rows").isEqualTo(rows.size());
        assertThat(idsInApi()).as("the API lists the rows").containsExactlyInAnyOrderElementsOf(new HashSet<>(rows));
    }

    /** For so many inferences that listing them through the API would take minutes: rows, rollups and the API's figure. */
    void findsEachAcknowledgedOnceInTables() {
        awaitAllWritten();

        Findings.of(client, tables).areExact();
        assertThat(requests())
                .as("the API's figure is the number of rows")
                .isEqualTo(tables.ids(client.model()).size());
    }

    private void awaitAllWritten() {
        try (var group = new ConsumerGroup(sightline.system().engineAddress("SIGHTLINE_KAFKA"), "stats-service")) {
            group.awaitCaughtUp(PATIENCE);
        }
        await("the API answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> requests() >= 0);
    }

    /** The figure of the models table, which comes from the rollup. */
    private long requests() {
        for (JsonNode model : sightline.get("/models?" + window).get("models")) {
            if (model.get("model_id").asText().equals(client.model())) {
                return model.at("/requests/value").asLong();
            }
        }
        return 0;
    }

    /** Ids of all rows of the model, page by page. */
    private List<String> idsInApi() {
        var ids = new ArrayList<String>();
        String page = "/inferences?limit=200&model_id=" + Sightline.encode(client.model()) + "&" + window;
        String cursor = "";
        do {
            JsonNode answer = sightline.get(cursor.isEmpty() ? page : page + "&cursor=" + Sightline.encode(cursor));
            answer.get("inferences")
                    .forEach(inference -> ids.add(inference.get("inference_id").asText()));
            cursor = answer.path("next_cursor").isTextual()
                    ? answer.get("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }
}
