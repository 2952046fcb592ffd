package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances share the work, whoever of them comes and goes. */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChangingInstancesTest {
    private static final Duration CHANGE_EVERY = Duration.ofSeconds(10);
    private static final int CHANGES = Scale.of(4, 18);

    private final FaultySystem system;

    ChangingInstancesTest(FaultySystem system) {
        this.system = system;
    }

    /** A second instance joins and leaves every ten seconds, in good order and killed in turn. */
    @Test
    void while_one_comes_and_goes_each_inference_counts_once() {
        var group = system.group();
        var first = system.stats(1, Map.of());
        first.start();
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
            awaitShared(group);
        }

        group.awaitCaughtUp(Duration.ofSeconds(30));
        system.isExact(traffic, first);
    }

    @Test
    void two_that_start_at_once_on_an_empty_database_share_the_partitions() throws Exception {
        var group = system.group("empty-database");
        group.skipAll();
        var settings = Map.of("STATS_GROUP", "empty-database", "SIGHTLINE_CLICKHOUSE_DATABASE", "empty_database");
        var first = system.stats(1, settings);
        var second = system.stats(2, settings);

        var starting = Thread.ofVirtual().start(first::start);
        second.start();
        starting.join();

        awaitShared(group);
        var reports = new Reports(system.sightline(), "empty-database");
        reports.send(200);
        group.awaitCaughtUp(Duration.ofSeconds(30));
        Findings.of(reports, system.tables("empty_database")).areExact();
    }

    private static void awaitShared(ConsumerGroup group) {
        await("both have partitions").atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(group.partitionsOf("1")).isEqualTo(2);
            assertThat(group.partitionsOf("2")).isEqualTo(2);
        });
    }
}
