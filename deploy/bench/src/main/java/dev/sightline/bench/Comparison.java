package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two ways to do a thing, measured in turn, several times: what else the machine does meets both of a pair alike. */
final class Comparison {
    static final int ROUNDS = 5;
    static final Duration ROUND = Duration.ofSeconds(5);
    static final String HEAD = """
            | what | requests/s | inferences/s | of its limit | p50 | p99 | processor time an inference: ingest-service, Kafka, client |
            | --- | ---: | ---: | ---: | ---: | ---: | --- |""";

    // After half of this the compiler still takes as much time as the service.
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration LIMIT_WARM_UP = Duration.ofSeconds(10);

    private final LocalSystem system;
    private final int atOnce;
    private final int perStep;
    private final Round[] ours = new Round[ROUNDS];
    private final Round[] limit = new Round[ROUNDS];

    /**
     * @param atOnce steps on their way at a time
     * @param perStep inferences of one step
     */
    Comparison(LocalSystem system, int atOnce, int perStep) {
        this.system = system;
        this.atOnce = atOnce;
        this.perStep = perStep;
    }

    /** What one round gave. */
    private record Round(Load.Result result, CpuTime used) {
        double perSecond() {
            return result.perSecond();
        }
    }

    Comparison run(Load.Step ourStep, Load.Step limitStep) throws InterruptedException {
        Load.full(atOnce, WARM_UP, ourStep);
        Load.full(atOnce, LIMIT_WARM_UP, limitStep);
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = round(ourStep);
            limit[round] = round(limitStep);
        }
        return this;
    }

    /** Our steps in a second, the median of the rounds. */
    double perSecond() {
        return median(ours, Round::perSecond);
    }

    void print(String ourName, String limitName) {
        var ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratios[round] = 100 * ours[round].perSecond() / limit[round].perSecond();
        }
        Arrays.sort(ratios);
        printRow(
                ourName,
                ours,
                "**%.0f %%** (%.0f to %.0f %%)".formatted(median(ratios), ratios[0], ratios[ROUNDS - 1]));
        printRow(limitName, limit, "");
    }

    private void printRow(String name, Round[] rounds, String ratio) {
        double perSecond = median(rounds, Round::perSecond);
        System.out.printf(
                Locale.ROOT,
                "| %s, %d at once | %.0f | %.0f | %s | %.1f ms | %.1f ms | %.1f, %.1f, %.1f µs |%n",
                name,
                atOnce,
                perSecond,
                perSecond * perStep,
                ratio,
                median(rounds, round -> round.result().percentileMillis(50)),
                median(rounds, round -> round.result().percentileMillis(99)),
                median(rounds, round -> perInference(round, round.used().ingest())),
                median(rounds, round -> perInference(round, round.used().kafka())),
                median(rounds, round -> perInference(round, round.used().client())));
    }

    private Round round(Load.Step step) throws InterruptedException {
        var begin = CpuTime.now(system);
        var result = Load.full(atOnce, ROUND, step);
        return new Round(result, CpuTime.now(system).since(begin));
    }

    private double perInference(Round round, Duration used) {
        return used.toNanos() / 1e3 / round.result().micros().getTotalCount() / perStep;
    }

    private static double median(Round[] rounds, ToDoubleFunction<Round> figure) {
        return median(Arrays.stream(rounds).mapToDouble(figure).toArray());
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
