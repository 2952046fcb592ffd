package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second instance joins and leaves every ten seconds, in good order and killed in turn, while inferences arrive. */
@ExtendWith(FaultySystem.Extension.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChangingInstancesTest {
    private static final Duration CHANGE_EVERY = Duration.ofSeconds(10);
    private static final int CHANGES = Scale.of(6, 18);

    private final FaultySystem system;

    ChangingInstancesTest(FaultySystem system) {
        this.system = system;
    }

    @Test
    void each_inference_counts_once_and_both_share_the_partitions() {
        var group = system.group();
        system.stats(1, Map.of()).start();
        var second = system.stats(2, Map.of());

        var traffic = new Traffic(system.sightline(), "changing-instances", Scale.seed("changing-instances", 61));
        try (traffic) {
            for (int change = 0; change < CHANGES; change++) {
                long begin = System.nanoTime();
                switch (change % 4) {
                    case 0, 2 -> second.start();
                    case 1 -> second.stop();
                    default -> second.kill();
                }
                LockSupport.parkNanos(CHANGE_EVERY.toNanos() - (System.nanoTime() - begin));
            }
            second.start();
            await("both have partitions").atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                assertThat(group.partitionsOf("1")).isEqualTo(2);
                assertThat(group.partitionsOf("2")).isEqualTo(2);
            });
        }

        group.awaitCaughtUp(Duration.ofSeconds(30));
        new Oracle(system.sightline(), traffic).findsEachAcknowledgedOnce();
    }
}
