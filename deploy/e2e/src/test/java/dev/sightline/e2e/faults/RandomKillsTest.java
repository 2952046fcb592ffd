package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Killed again and again at random moments while inferences arrive, some of them twice: each counts exactly once. */
@ExtendWith(RunningSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomKillsTest {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    private final Sightline sightline;

    RandomKillsTest(Sightline sightline) {
        this.sightline = sightline;
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("stats-service", Scale.of(25, 100), 20261123),
                Arguments.of("clickhouse", Scale.of(10, 50), 20261124),
                Arguments.of("kafka", Scale.of(5, 20), 20261125));
    }

    @ParameterizedTest(name = "{1} kills of {0}")
    @MethodSource("parts")
    void each_inference_counts_once(String name, int kills, long usualSeed) {
        long seed = Scale.seed(kills + " kills of " + name, usualSeed);
        var part = sightline.system().part(name);
        var random = Scale.random(seed);
        var traffic = new Traffic(sightline, "kills-" + name, seed);

        try (traffic) {
            for (int kill = 0; kill < kills; kill++) {
                traffic.awaitAcknowledged(traffic.acknowledged().size() + 20);
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1500)).toNanos());
                long killed = part.pid();
                part.kill();
                await().atMost(BACK_WITHIN)
                        .pollInterval(50, TimeUnit.MILLISECONDS)
                        .untilAsserted(() -> {
                            assertThat(part.pid())
                                    .as("a new process")
                                    .isPositive()
                                    .isNotEqualTo(killed);
                            assertThat(part.isReady())
                                    .as("%s is ready again", name)
                                    .isTrue();
                        });
            }
        }

        assertThat(traffic.refusals())
                .as("answers other than 202, of which only Kafka's absence is a reason")
                .isSubsetOf(name.equals("kafka") ? Set.of("503 retry-after true") : Set.of());
        new Oracle(sightline, traffic).findsEachAcknowledgedOnce();
    }
}
