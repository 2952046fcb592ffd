package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares what was acknowledged with what the API has of it, id by id: none lost, none double, and the rollup's figure
 * equal to the rows'. An inference whose answer was lost may be there or not; that it is there twice is wrong, too.
 */
final class Oracle {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sightline sightline;
    private final Traffic traffic;
    private final String window;

    Oracle(Sightline sightline, Traffic traffic) {
        this.sightline = sightline;
        this.traffic = traffic;
        this.window = Sightline.window(
                traffic.begin().minusSeconds(120), Instant.now().plusSeconds(120));
    }

    /** Asked after the traffic has ended. */
    void findsEachAcknowledgedOnce() {
        var acknowledged = traffic.acknowledged();
        await("all acknowledged are stored")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> requests() >= acknowledged.size());

        List<String> stored = storedIds();

        assertThat(Set.copyOf(stored)).as("0 lost of %s", acknowledged.size()).containsAll(acknowledged);
        assertThat(stored).as("0 double").doesNotHaveDuplicates();
        assertThat(requests()).as("the rollup's figure is the number of rows").isEqualTo(stored.size());
    }

    /** The figure of the models table, which comes from the rollup. */
    private long requests() {
        for (JsonNode model : sightline.get("/models?" + window).get("models")) {
            if (model.get("model_id").asText().equals(traffic.model())) {
                return model.at("/requests/value").asLong();
            }
        }
        return 0;
    }

    /** Ids of all rows of the model, page by page. */
    private List<String> storedIds() {
        var ids = new ArrayList<String>();
        String page = "/inferences?limit=200&model_id=" + Sightline.encode(traffic.model()) + "&" + window;
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
