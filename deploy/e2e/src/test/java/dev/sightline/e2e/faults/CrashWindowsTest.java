package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Killed at each of the four windows of the protocol, for certain: Kafka tells whether an intent stands, and the proxy
 * holds the insert on the side of it that the window is on.
 */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CrashWindowsTest {
    private static final int ROUNDS = Scale.of(2, 25);
    private static final int REPORTS = 200;

    private final FaultySystem system;
    private final ConsumerGroup group;
    private final ArrayList<Duration> back = new ArrayList<>();

    CrashWindowsTest(FaultySystem system) {
        this.system = system;
        this.group = system.group();
    }

    @AfterEach
    void tell() {
        System.out.println("faults: " + back.size() + " kills, ready again after at most "
                + Collections.max(back).toMillis() + " ms");
        back.clear();
    }

    @Test
    void dead_before_the_intent_each_counts_once() {
        // Records wait this long for others before an intent is written: time enough to die in it.
        var stats = started(Map.of("STATS_RANGE_TIME", "3s"));
        var reports = new Reports(system.sightline(), "dead-before-intent");

        for (int round = 0; round < ROUNDS; round++) {
            reports.send(REPORTS);
            stats.kill();
            assertThat(group.hasPending()).as("an intent stands").isFalse();
            assertThat(group.lag()).as("records that are not written").isPositive();
            startAgain(stats);
        }

        system.isExact(reports, stats);
    }

    @Test
    void dead_between_intent_and_insert_each_counts_once() {
        var stats = started(Map.of());
        var reports = new Reports(system.sightline(), "dead-before-insert");

        for (int round = 0; round < ROUNDS; round++) {
            var held = HeldInsert.before();
            stats.proxy().insertsMeet(held);
            reports.send(REPORTS);
            held.awaitReached();
            assertThat(group.hasPending()).as("an intent stands").isTrue();
            stats.kill();
            reports.send(REPORTS);
            startAgain(stats);
            // Comes to ClickHouse when its successor has been there: as from a network that kept it.
            held.release();
        }

        system.isExact(reports, stats);
    }

    @Test
    void dead_between_insert_and_commit_each_counts_once() {
        var stats = started(Map.of());
        var reports = new Reports(system.sightline(), "dead-before-commit");

        for (int round = 0; round < ROUNDS; round++) {
            var held = HeldInsert.after();
            stats.proxy().insertsMeet(held);
            reports.send(REPORTS);
            held.awaitReached();
            assertThat(group.hasPending()).as("an intent stands").isTrue();
            stats.kill();
            reports.send(REPORTS);
            startAgain(stats);
        }

        system.isExact(reports, stats);
    }

    @Test
    void dead_after_the_commit_each_counts_once() {
        var stats = started(Map.of());
        var reports = new Reports(system.sightline(), "dead-after-commit");

        for (int round = 0; round < ROUNDS; round++) {
            reports.send(REPORTS);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(group::isCaughtUp);
            stats.kill();
            startAgain(stats);
        }

        system.isExact(reports, stats);
    }

    private StatsInstance started(Map<String, String> settings) {
        var stats = system.stats(1, settings);
        stats.start();
        group.awaitCaughtUp(Duration.ofSeconds(30));
        return stats;
    }

    private void startAgain(StatsInstance stats) {
        back.add(stats.start());
        group.awaitCaughtUp(Duration.ofSeconds(30));
    }
}
