package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An instance is paused in the middle of a write until another has taken its partitions, and wakes up beside it: it can
 * neither commit what it believes to own, nor write it a second time.
 */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ZombieTest {
    private static final Duration REBALANCED_WITHIN = Duration.ofSeconds(40);
    private static final int ROUNDS = Scale.of(1, 8);

    private final FaultySystem system;
    private final ConsumerGroup group;

    ZombieTest(FaultySystem system) {
        this.system = system;
        this.group = system.group();
    }

    @Test
    void paused_between_intent_and_insert_its_late_block_counts_once() {
        for (int round = 0; round < ROUNDS; round++) {
            pausedWith(HeldInsert.before(), "zombie-before-insert-" + round);
        }
    }

    @Test
    void paused_between_insert_and_commit_its_late_commit_is_refused() {
        for (int round = 0; round < ROUNDS; round++) {
            pausedWith(HeldInsert.after(), "zombie-before-commit-" + round);
        }
    }

    private void pausedWith(HeldInsert held, String model) {
        var one = system.stats(1, Map.of());
        var two = system.stats(2, Map.of());
        one.start();
        two.start();
        awaitShared();

        var traffic = new Traffic(system.sightline(), model, Scale.seed(model, 51));
        try (traffic) {
            one.proxy().insertsMeet(held);
            held.awaitReached();
            one.pause();
            await("the other has all partitions").atMost(REBALANCED_WITHIN).untilAsserted(() -> {
                assertThat(group.partitionsOf("1")).isZero();
                assertThat(group.partitionsOf("2")).isEqualTo(4);
            });
            traffic.awaitAcknowledged(traffic.acknowledged().size() + 300);
            group.awaitCaughtUp(REBALANCED_WITHIN, 300);

            held.release();
            one.resume();
            awaitShared();
            traffic.awaitAcknowledged(traffic.acknowledged().size() + 300);
        }
        assertThat(one.pid()).as("the one that was paused lives on").isPositive();

        system.isExact(traffic, two);
        one.close();
        two.close();
    }

    private void awaitShared() {
        await("both have partitions").atMost(REBALANCED_WITHIN).untilAsserted(() -> {
            assertThat(group.partitionsOf("1")).isEqualTo(2);
            assertThat(group.partitionsOf("2")).isEqualTo(2);
        });
    }
}
