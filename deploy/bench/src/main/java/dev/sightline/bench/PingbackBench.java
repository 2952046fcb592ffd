package dev.sightline.bench;

import com.fasterxml.jackson.core.JsonFactory;
import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * What the report of an inference server costs: one of 6 000 inferences condensed, and one of as many with full boxes.
 *
 * <p>Inferences for each second of processor time that ingest-service uses, beside a Jackson parser that reads the very same
 * bytes in this process and forgets them; and the memory of ingest-service before, and at its most while reports come. The
 * two are measured in turn, and the figures are medians of the rounds.
 */
final class PingbackBench {
    private static final int INFERENCES = 6000;
    private static final int ROUNDS = 5;
    private static final int REPORTS_A_ROUND = 5;
    // Both compilers are done by then.
    private static final int WARM_UP = 20;

    private final LocalSystem system;
    private final Connections connections;
    private final JsonFactory jackson = new JsonFactory();
    private final Clock clock = Clock.systemUTC();
    private long tokens;

    PingbackBench(LocalSystem system) {
        this.system = system;
        this.connections = new Connections(system.ingestUrl(), system.ingestKey());
    }

    void run() throws Exception {
        system.part("stats-service").stop(Duration.ofSeconds(10));
        System.out.println("""

                | pingback of %d inferences | bytes each | inferences per CPU second | only parsed | of that | memory before | at most |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |""".formatted(INFERENCES));
        try (connections) {
            measure("condensed", SamplePingbacks.condensed(system.ingestKey(), INFERENCES, clock.instant()));
            measure("full boxes", SamplePingbacks.full(system.ingestKey(), INFERENCES, clock.instant()));
        }
        // What was parsed is used, so that nobody leaves the parsing out.
        System.out.printf(Locale.ROOT, "%nJSON tokens parsed beside: %d%n", tokens);
    }

    private void measure(String name, byte[] report) throws Exception {
        byte[] request = connections.request("/inference-stats", report);
        for (int i = 0; i < WARM_UP; i++) {
            connections.send(request);
            parse(report);
        }
        long before = ResidentMemory.now(system);
        var ours = new double[ROUNDS];
        var parsed = new double[ROUNDS];
        long most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (var memory = new ResidentMemory(system)) {
                var begin = CpuTime.now(system);
                for (int i = 0; i < REPORTS_A_ROUND; i++) {
                    connections.send(request);
                }
                ours[round] =
                        perSecond(CpuTime.now(system).since(begin).ingest().toNanos());
                most = Math.max(most, memory.most());
            }
            long begin = ownNanos();
            for (int i = 0; i < REPORTS_A_ROUND; i++) {
                parse(report);
            }
            parsed[round] = perSecond(ownNanos() - begin);
        }
        double median = Comparison.median(ours);
        double limit = Comparison.median(parsed);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.0f %% | %d MB | %d MB |%n",
                name,
                report.length / INFERENCES,
                median,
                limit,
                100 * median / limit,
                before >> 20,
                most >> 20);
    }

    private static double perSecond(long nanos) {
        return INFERENCES * REPORTS_A_ROUND * 1e9 / nanos;
    }

    private void parse(byte[] report) throws IOException {
        try (var parser = jackson.createParser(report)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
