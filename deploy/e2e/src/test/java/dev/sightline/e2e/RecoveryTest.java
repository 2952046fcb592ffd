package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed anywhere, the system comes back by itself within 30 s, and everything that was acknowledged is there. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    private final Sightline sightline;

    RecoveryTest(Sightline sightline) {
        this.sightline = sightline;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest-service",
                "stats-service",
                "query-service",
                "alert-service",
                "dashboard-ui",
                "kafka",
                "clickhouse",
                "postgres",
                "s3"
            })
    void everything_acknowledged_is_there_after_kill_9_of(String name) {
        var part = sightline.system().part(name);
        var begin = Instant.now();

        var traffic = new Traffic(sightline, "recovery-" + name);
        try (traffic) {
            traffic.awaitAcknowledged(200);
            long killed = part.pid();
            part.kill();

            await().atMost(BACK_WITHIN).pollInterval(100, TimeUnit.MILLISECONDS).untilAsserted(() -> {
                assertThat(part.pid()).as("a new process").isPositive().isNotEqualTo(killed);
                assertThat(part.isReady()).as("%s is ready again", name).isTrue();
            });
            traffic.awaitAcknowledged(traffic.acknowledged().size() + 200);
        }

        await().atMost(BACK_WITHIN)
                .pollInterval(500, TimeUnit.MILLISECONDS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(storedSince(begin, traffic.model()))
                        .as("inferences that got a 202")
                        .containsAll(traffic.acknowledged()));
    }

    /** Ids of all inferences of the model since then, page by page. */
    private Set<String> storedSince(Instant begin, String model) {
        var ids = new HashSet<String>();
        String page = "/inferences?limit=200&model_id=" + Sightline.encode(model) + "&"
                + Sightline.window(begin.minusSeconds(60), Instant.now().plusSeconds(120));
        String cursor = "";
        do {
            JsonNode answer = sightline.get(cursor.isEmpty() ? page : page + "&cursor=" + Sightline.encode(cursor));
            answer.get("inferences")
                    .forEach(inference -> ids.add(inference.get("inference_id").asText()));
            cursor = answer.get("next_cursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return ids;
    }
}
