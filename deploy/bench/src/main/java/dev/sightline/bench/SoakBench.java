package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The whole system for a long time at 80 % of what it can do, with spikes of ten times as much.
 *
 * <p>What it can do is looked for first: the highest rate of reports at which they are answered as they come, 99 of 100 within
 * the goal, and written as fast as they are answered. Then the memory of each process is watched, the parts of ClickHouse's tables and what waits on
 * Kafka; at the end what was accepted has to be stored, no more and no less, however much was refused in the spikes.
 */
final class SoakBench {
    private static final int AT_ONCE = 64;
    /** In spikes: so many clients send as fast as they can, when ten times the rate is more than that. */
    private static final int AT_ONCE_IN_SPIKES = 256;

    private static final double SHARE_OF_PEAK = 0.8;
    private static final int SPIKE_FACTOR = 10;
    private static final Duration SPIKE = Duration.ofSeconds(30);
    private static final Duration SPIKE_EVERY = Duration.ofMinutes(15);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration TRIAL = Duration.ofSeconds(30);
    private static final int TRIALS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final double FIRST_RATE = 200;
    private static final double STEP = 1.35;
    private static final double HELD = 0.97;
    /** stats-service lets inferences wait for others; more seconds than these, and it does not follow. */
    private static final double SECONDS_BEHIND = 2;

    private static final double GOAL_MILLIS = 100;
    private static final int GOAL_PARTS = 300;

    private final LocalSystem system;
    private final Duration time;
    private final Lag lag;
    private final List<Load.Result> usual = new ArrayList<>();
    private final List<Load.Result> spikes = new ArrayList<>();

    SoakBench(LocalSystem system, Duration time) {
        this.system = system;
        this.time = time;
        this.lag = new Lag(system.engineAddress("SIGHTLINE_KAFKA"));
    }

    void run() throws Exception {
        try (lag;
                var reporting = new Reporting(new Connections(system.ingestUrl(), system.ingestKey()))) {
            Load.atRate(AT_ONCE, WARM_UP, FIRST_RATE, reporting::send);
            double peak = peak(reporting);
            double rate = SHARE_OF_PEAK * peak;
            System.out.printf(
                    Locale.ROOT,
                    "%nhighest rate that is answered and written as it comes: %.0f inferences/s; now %d min at %.0f%n",
                    peak * Reporting.EACH,
                    time.toMinutes(),
                    rate * Reporting.EACH);
            var before = reporting.answers();
            try (var watch = new SoakWatch(system, lag)) {
                soak(rate, reporting);
                Duration caughtUp = lag.awaitAtMost(0, PATIENCE);
                print(rate, before, reporting, watch, caughtUp);
            }
        }
    }

    /** Requests a second. */
    private double peak(Reporting reporting) throws Exception {
        double held = FIRST_RATE;
        double missed = FIRST_RATE * STEP;
        while (isHeldInOneTrial(missed, reporting)) {
            held = missed;
            missed *= STEP;
        }
        for (int i = 0; i < 2; i++) {
            double between = (held + missed) / 2;
            if (isHeldInOneTrial(between, reporting)) {
                held = between;
            } else {
                missed = between;
            }
        }
        return held;
    }

    /** A merge or a collection at the wrong moment is no limit. */
    private boolean isHeldInOneTrial(double rate, Reporting reporting) throws Exception {
        for (int i = 0; i < TRIALS; i++) {
            if (isHeld(rate, reporting)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeld(double rate, Reporting reporting) throws Exception {
        long accepted = reporting.accepted();
        var result = Load.atRate(AT_ONCE, TRIAL, rate, reporting::send);
        double answered = (reporting.accepted() - accepted) / (double) Reporting.EACH / TRIAL.toSeconds();
        long waiting = lag.now();
        boolean isHeld = answered >= HELD * rate
                && result.percentileMillis(99) <= GOAL_MILLIS
                && waiting <= SECONDS_BEHIND * rate * Reporting.EACH;
        System.out.printf(
                Locale.ROOT,
                "%6.0f inferences/s: %6.0f accepted, p99 %.0f ms, %d wait: %s%n",
                rate * Reporting.EACH,
                answered * Reporting.EACH,
                result.percentileMillis(99),
                waiting,
                isHeld ? "held" : "not held");
        lag.awaitAtMost(0, PATIENCE);
        return isHeld;
    }

    /** A spike in the middle of each quarter of an hour, or of less when there is less. */
    private void soak(double rate, Reporting reporting) throws InterruptedException {
        int count = Math.toIntExact(Math.max(1, time.dividedBy(SPIKE_EVERY)));
        var half = time.dividedBy(count).minus(SPIKE).dividedBy(2);
        for (int i = 0; i < count; i++) {
            usual.add(Load.atRate(AT_ONCE, half, rate, reporting::send));
            spikes.add(Load.atRate(AT_ONCE_IN_SPIKES, SPIKE, rate * SPIKE_FACTOR, reporting::send));
            usual.add(Load.atRate(AT_ONCE, half, rate, reporting::send));
        }
    }

    private void print(double rate, Map<String, Long> before, Reporting reporting, SoakWatch watch, Duration caughtUp)
            throws Exception {
        var latencies = all(usual);
        System.out.printf(
                Locale.ROOT,
                """

                | %d min at %.0f inferences/s | | goal |
                | --- | --- | --- |
                | acknowledged, p50 and p99 without the spikes | %.1f and %.1f ms | p99 below %.0f ms |
                | acknowledged in the spikes, p50 and p99 | %.0f and %.0f ms | |
                | sent in the spikes | %.0f inferences/s of %.0f | |
                | answers to requests of %d inferences | %s | only 202, 429 and 503 |
                | most that waited for stats-service | %d inferences | |
                | no lag left after | %.1f s | |
                | accepted and stored | %s | equal |
                | most parts of a table | %s | below %d |
                """,
                time.toMinutes(),
                rate * Reporting.EACH,
                millis(latencies, 50),
                millis(latencies, 99),
                GOAL_MILLIS,
                millis(all(spikes), 50),
                millis(all(spikes), 99),
                spikes.stream().mapToDouble(Load.Result::perSecond).average().orElse(0) * Reporting.EACH,
                rate * SPIKE_FACTOR * Reporting.EACH,
                Reporting.EACH,
                since(before, reporting.answers()),
                watch.mostWaiting(),
                caughtUp.toMillis() / 1000.0,
                stored(reporting),
                watch.mostParts(),
                GOAL_PARTS);
        if (watch.failures() > 0) {
            System.out.printf("%d looks at the engines failed%n", watch.failures());
        }
        watch.printMemory();
    }

    private String stored(Reporting reporting) throws Exception {
        var clickHouse = new RawClickHouse(system.engineAddresses(), RawClickHouse.DATABASE);
        String[] rows =
                clickHouse.ask(Resources.text("counted.sql"), Map.of()).text().split("\t", -1);
        String unknown = reporting.unknown() == 0
                ? ""
                : ", and up to " + reporting.unknown() + " that were not answered, or with 503";
        return reporting.accepted() + unknown + "; rows and rollups " + String.join(", ", rows);
    }

    private static String since(Map<String, Long> before, Map<String, Long> now) {
        var since = new ArrayList<String>();
        now.forEach((answer, count) -> since.add(answer + ": " + (count - before.getOrDefault(answer, 0L))));
        return String.join(", ", since);
    }

    private static Histogram all(List<Load.Result> results) {
        var all = new Histogram(3);
        results.forEach(result -> all.add(result.micros()));
        return all;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
