package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed anywhere, the system comes back by itself within 30 s, and everything acknowledged is there, once. */
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
    void everything_acknowledged_is_there_once_after_kill_9_of(String name) {
        var part = sightline.system().part(name);

        var traffic = new Traffic(sightline, "recovery-" + name, name.hashCode());
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

        new Oracle(sightline, traffic).findsEachAcknowledgedOnce();
    }
}
