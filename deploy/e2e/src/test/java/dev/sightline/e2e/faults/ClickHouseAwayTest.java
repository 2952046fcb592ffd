package dev.sightline.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * ClickHouse is gone, has no room, or answers without end: ingest notices nothing, stats-service takes no more than it
 * can hold, and catches up when ClickHouse is back.
 */
@ExtendWith(FaultySystem.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ClickHouseAwayTest {
    private static final Duration AWAY = Scale.of(Duration.ofSeconds(30), Duration.ofMinutes(5));
    private static final Duration TROUBLED = Scale.of(Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final int BACKLOG = Scale.of(40_000, 600_000);
    private static final int BATCH = 1000;

    /** Of the 512 MB that it may have at most. */
    private static final long HEAP_BYTES = 450L << 20;

    private static final Duration CAUGHT_UP_WITHIN = Scale.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    private final FaultySystem system;

    private final ConsumerGroup group;

    ClickHouseAwayTest(FaultySystem system) {
        this.system = system;
        this.group = system.group();
    }

    @Test
    void gone_for_a_time_nothing_is_refused_or_lost_and_it_catches_up() {
        var clickHouse = system.part("clickhouse");
        var stats = system.stats(1, Map.of());
        stats.start();
        long pid = stats.pid();
        long heapBefore = stats.heapBytes();

        var traffic = new Traffic(system.sightline(), "clickhouse-gone", Scale.seed("clickhouse-gone", 41));
        var backlog = new Reports(system.sightline(), "clickhouse-gone-backlog");
        try (traffic) {
            traffic.awaitAcknowledged(200);
            clickHouse.stop(Duration.ZERO);
            long begin = System.nanoTime();
            long heapAway = sendOver(AWAY, backlog, stats);
            clickHouse.start();

            catchUp(perSecond(group.lag(), begin));

            assertThat(stats.pid()).as("the same process all along").isEqualTo(pid);
            System.out.printf("faults: heap %d MB before, at most %d MB away%n", heapBefore >> 20, heapAway >> 20);
            assertThat(heapAway).as("heap while it is away").isLessThan(HEAP_BYTES);
        }
        assertThat(traffic.refusals()).as("answers other than 202").isEmpty();

        system.isExact(traffic, stats);
        new Oracle(system.sightline(), backlog).findsEachAcknowledgedOnceInTables();
    }

    @Test
    void with_a_full_disk_nothing_is_refused_or_lost() {
        troubled("clickhouse-full", Fault.DISK_FULL, 42);
    }

    /** The answer is never ended from the other side: only a time-out of our own gets past it. */
    @Test
    void with_answers_that_never_end_nothing_is_refused_or_lost() {
        troubled("clickhouse-endless", Fault.endlessAnswer(), 43);
    }

    private void troubled(String name, Fault fault, long seed) {
        var stats = system.stats(1, Map.of("STATS_CLICKHOUSE_INSERT_TIMEOUT", "4s"));
        stats.start();
        long pid = stats.pid();

        var traffic = new Traffic(system.sightline(), name, Scale.seed(name, seed));
        try (traffic) {
            traffic.awaitAcknowledged(200);
            stats.proxy().insertsMeet(fault);
            LockSupport.parkNanos(TROUBLED.toNanos());
            assertThat(group.lag()).as("what waits").isPositive();
            stats.proxy().heal();
            traffic.awaitAcknowledged(traffic.acknowledged().size() + 100);
        }
        assertThat(stats.pid()).as("the same process all along").isEqualTo(pid);
        assertThat(traffic.refusals()).as("answers other than 202").isEmpty();

        system.isExact(traffic, stats);
    }

    /** All of the backlog, in equal parts over the time; returns the largest heap of stats-service meanwhile. */
    private static long sendOver(Duration time, Reports backlog, StatsInstance stats) {
        long begin = System.nanoTime();
        int batches = BACKLOG / BATCH;
        long heap = 0;
        for (int batch = 0; batch < batches; batch++) {
            backlog.send(BATCH);
            heap = Math.max(heap, stats.heapBytes());
            long due = begin + time.toNanos() * (batch + 1) / batches;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return heap;
    }

    private void catchUp(double live) {
        long begin = System.nanoTime();
        long lag = group.lag();
        group.awaitCaughtUp(CAUGHT_UP_WITHIN, BATCH);
        double caughtUp = perSecond(lag, begin);
        System.out.printf(
                Locale.ROOT,
                "faults: %d records behind, caught up at %.0f/s ClickHouse's start included; they had come at %.0f/s%n",
                lag,
                caughtUp,
                live);
    }

    private static double perSecond(long count, long sinceNanos) {
        return count * 1e9 / (System.nanoTime() - sinceNanos);
    }
}
