package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What ingest-service costs on top of what it stands on.
 *
 * <ul>
 *   <li>1 000 inferences a request, against a KafkaProducer in this very process that sends the very records that
 *       ingest-service wrote for these requests, and awaits each thousand: goal 60 % or more.
 *   <li>1 inference a request, against an endpoint of ingest-service that reads the same request, does nothing and
 *       answers 202: goal 80 % or more.
 *   <li>The 99th percentile of an answer at half the full rate of single inferences: goal below 25 ms.
 * </ul>
 *
 * <p>Each pair is measured in turn, several times; the ratio is the median of the pairs. Requests are made before the
 * clock starts, and both sides of a pair have the same number on their way at a time. Clients, ingest-service and brokers
 * share the machine's cores. stats-service is stopped: it would take its share at its own pace, whoever writes.
 *
 * <p>The raw producer writes some gigabytes, which go with the benchmark's data folder.
 */
final class IngestBench {
    private static final int BATCH = 1000;
    private static final int BATCHES_AT_ONCE = 4;
    // Enough to keep all cores busy: each waits for the brokers most of the time.
    private static final int SINGLES_AT_ONCE = 256;
    private static final int SINGLES = 20_000;

    private final LocalSystem system;
    private final Connections connections;
    private final Clock clock = Clock.systemUTC();

    IngestBench(LocalSystem system) {
        this.system = system;
        this.connections = new Connections(system.ingestUrl(), system.ingestKey());
    }

    void run() throws Exception {
        system.part("stats-service").stop(Duration.ofSeconds(10));
        try (connections) {
            thousand();
            single();
        }
    }

    private void thousand() throws Exception {
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < 16; i++) {
            requests.add(connections.request("/v1/inferences", SampleReports.json(BATCH, clock.instant())));
        }
        try (var raw = new RawProducer(String.valueOf(system.engineAddresses().get("SIGHTLINE_KAFKA")))) {
            raw.learn(BATCH, requests, connections::send);
            System.out.printf(
                    Locale.ROOT,
                    "one inference: %d bytes as JSON, %d as a record%n%n",
                    requests.getFirst().length / BATCH,
                    raw.bytesPerRecord());
            System.out.println(Comparison.HEAD);
            new Comparison(system, BATCHES_AT_ONCE, BATCH)
                    .run(() -> connections.send(anyOf(requests)), raw::sendThousand)
                    .print("1 000 a request", "raw producer");
        }
    }

    private void single() throws Exception {
        var reports = new ArrayList<byte[]>(SINGLES);
        var nothing = new ArrayList<byte[]>(SINGLES);
        for (int i = 0; i < SINGLES; i++) {
            byte[] json = SampleReports.inference(UUID.randomUUID().toString(), clock.instant())
                    .getBytes(StandardCharsets.UTF_8);
            reports.add(connections.request("/v1/inferences", json));
            nothing.add(connections.request("/empty", json));
        }
        Load.Step report = () -> connections.send(anyOf(reports));
        var comparison = new Comparison(system, SINGLES_AT_ONCE, 1).run(report, () -> connections.send(anyOf(nothing)));
        comparison.print("1 a request", "empty endpoint");
        acknowledgement(comparison.perSecond() / 2, report);
    }

    private static void acknowledgement(double perSecond, Load.Step report) throws InterruptedException {
        var p50 = new double[Comparison.ROUNDS];
        var p99 = new double[Comparison.ROUNDS];
        for (int round = 0; round < Comparison.ROUNDS; round++) {
            var result = Load.atRate(SINGLES_AT_ONCE, Comparison.ROUND, perSecond, report);
            p50[round] = result.percentileMillis(50);
            p99[round] = result.percentileMillis(99);
        }
        System.out.printf(
                Locale.ROOT,
                "%nacknowledged at %.0f requests/s: p50 %.1f ms, p99 %.1f ms (p99 of the rounds: %s)%n",
                perSecond,
                Comparison.median(p50),
                Comparison.median(p99),
                Arrays.toString(p99));
    }

    private static byte[] anyOf(List<byte[]> requests) {
        return requests.get(ThreadLocalRandom.current().nextInt(requests.size()));
    }
}
