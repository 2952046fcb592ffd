package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything is reported twice, at random delays, while ingest-service and stats-service are killed and come back. */
@ExtendWith(FaultySystem.Extension.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RepeatedRequestsTest {
    private static final int INFERENCES = Scale.of(1000, 10_000);
    private static final Duration EVERY = Duration.ofMillis(10);

    private final FaultySystem system;

    RepeatedRequestsTest(FaultySystem system) {
        this.system = system;
    }

    @Test
    void each_inference_counts_once() {
        var stats = system.stats(1, Map.of());
        stats.start();
        var random = Scale.random(Scale.seed("repeated-requests", 71));

        var client = new RepeatingClient(system.sightline(), "repeated-requests", INFERENCES, EVERY, random);
        try (client) {
            awaitOpen(client, 2 * INFERENCES * 2 / 3);
            system.part("ingest-service").kill();
            awaitOpen(client, 2 * INFERENCES / 3);
            stats.kill();
            stats.start();
            awaitOpen(client, 0);
        }

        assertThat(client.acknowledged()).hasSize(INFERENCES);
        system.isExact(client, stats);
    }

    private static void awaitOpen(RepeatingClient client, int requests) {
        await("no more than " + requests + " requests are open")
                .atMost(Duration.ofMinutes(4))
                .until(() -> client.open() <= requests);
    }
}
