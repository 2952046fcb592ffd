package dev.sightline.bench;

import dev.sightline.contract.events.Topics;
import dev.sightline.local.LocalSystem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What ingest-service costs on top of what it stands on.
 *
 * <ul>
 *   <li>1 000 inferences a request, against a KafkaProducer in this very process that sends the same events and awaits
 *       each thousand: goal 60 % or more.
 *   <li>1 inference a request, against an endpoint that does nothing: goal 80 % or more.
 *   <li>The 99th percentile of an answer at half the full rate of single inferences: goal below 25 ms.
 * </ul>
 *
 * <p>Each pair is measured in turn, several times; the ratio is the median of the pairs. All of it, clients included,
 * shares the machine's cores with the brokers and with stats-service, which writes what arrives.
 */
final class IngestBench {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final int CLIENTS = 8;
    private static final int BATCH = 1000;

    private final LocalSystem system;
    private final Http http;
    private final Clock clock = Clock.systemUTC();

    IngestBench(LocalSystem system, Http http) {
        this.system = system;
        this.http = http;
    }

    void run() throws Exception {
        var batches = new ArrayList<byte[]>();
        for (int i = 0; i < 8; i++) {
            batches.add(SampleReports.json(BATCH, clock.instant()));
        }
        var events = new ArrayList<byte[]>();
        for (int i = 0; i < BATCH; i++) {
            events.add(SampleReports.event(system.workspace(), clock.instant()));
        }
        System.out.printf(
                Locale.ROOT,
                "one inference: %d bytes as JSON, %d as an event%n",
                batches.getFirst().length / BATCH,
                events.getFirst().length);
        thousand(batches, events);
        double perSecond = single();
        acknowledgement(perSecond / 2);
    }

    private void thousand(List<byte[]> batches, List<byte[]> events) throws Exception {
        var http1000 = new double[ROUNDS];
        var raw1000 = new double[ROUNDS];
        try (var producer = producer()) {
            Load.full(2, ROUND, () -> reportAll(batches));
            Load.full(2, ROUND, () -> sendAll(producer, events));
            for (int round = 0; round < ROUNDS; round++) {
                http1000[round] =
                        BATCH * Load.full(2, ROUND, () -> reportAll(batches)).perSecond();
                raw1000[round] = BATCH
                        * Load.full(2, ROUND, () -> sendAll(producer, events)).perSecond();
            }
        }
        print("1 000 a request", "inferences/s", http1000, "raw producer", raw1000, "goal 60 %");
    }

    private double single() throws Exception {
        var one = new double[ROUNDS];
        var nothing = new double[ROUNDS];
        Load.full(CLIENTS, ROUND, this::reportOne);
        Load.full(CLIENTS, ROUND, http::nothing);
        for (int round = 0; round < ROUNDS; round++) {
            one[round] = Load.full(CLIENTS, ROUND, this::reportOne).perSecond();
            nothing[round] = Load.full(CLIENTS, ROUND, http::nothing).perSecond();
        }
        print("1 a request", "requests/s", one, "empty endpoint", nothing, "goal 80 %");
        return median(one);
    }

    private void acknowledgement(double perSecond) throws Exception {
        var p50 = new double[ROUNDS];
        var p99 = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var result = Load.atRate(CLIENTS, ROUND, perSecond, this::reportOne);
            p50[round] = result.percentileMillis(50);
            p99[round] = result.percentileMillis(99);
        }
        System.out.printf(
                Locale.ROOT,
                "acknowledged at %.0f requests/s: p50 %.1f ms, p99 %.1f ms (rounds: %s; goal p99 below 25 ms)%n",
                perSecond,
                median(p50),
                median(p99),
                Arrays.toString(p99));
    }

    private void reportAll(List<byte[]> batches) throws Exception {
        int next = java.util.concurrent.ThreadLocalRandom.current().nextInt(batches.size());
        expectAccepted(http.report(batches.get(next)));
    }

    private void reportOne() throws Exception {
        expectAccepted(http.report(SampleReports.inference(UUID.randomUUID().toString(), clock.instant())
                .getBytes(StandardCharsets.UTF_8)));
    }

    private static void expectAccepted(int status) {
        if (status != 202) {
            throw new IllegalStateException("a report was answered with " + status);
        }
    }

    private void sendAll(KafkaProducer<byte[], byte[]> producer, List<byte[]> events) throws Exception {
        var sent = new ArrayList<Future<?>>(events.size());
        for (byte[] event : events) {
            byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(Topics.INFERENCES, key, event)));
        }
        for (Future<?> future : sent) {
            future.get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                                String.valueOf(system.engineAddresses().get("SIGHTLINE_KAFKA")),
                        "acks", "all",
                        "compression.type", "lz4",
                        "linger.ms", "2",
                        "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void print(String what, String unit, double[] ours, String limit, double[] theirs, String goal) {
        var ratios = new double[ours.length];
        for (int i = 0; i < ours.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f %s; %s %.0f; ratio %.0f %% (pairs %.0f to %.0f %%; %s)%n",
                what,
                median(ours),
                unit,
                limit,
                median(theirs),
                100 * median(ratios),
                100 * Arrays.stream(ratios).min().orElse(0),
                100 * Arrays.stream(ratios).max().orElse(0),
                goal);
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
