package dev.sightline.bench;

import dev.sightline.contract.events.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * One stats-service of its own, with a consumer group and a database that are new, until it has written all of the topic.
 *
 * <p>Measured from the first commit of an offset to the last, so without the start of the process; with the time that its
 * compiler takes, as after every restart.
 */
final class Drain {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long POLL_MILLIS = 50;

    private final Path home;
    private final Path log;
    private final Map<String, String> environment;
    private final long clickHousePid;

    /** @param environment where the engines are; the database is set by each run */
    Drain(Path home, Path log, Map<String, String> environment, long clickHousePid) {
        this.home = home;
        this.log = log;
        this.environment = environment;
        this.clickHousePid = clickHousePid;
    }

    /**
     * What it came to.
     *
     * @param ownMicros processor time of stats-service for an inference, its start included
     * @param clickHouseMicros processor time of ClickHouse for an inference
     */
    record Result(double perSecond, double ownMicros, double clickHouseMicros) {}

    /** Drains the topic's first inferences into a database of this name, which is also the consumer group's. */
    Result run(String name, String delivery, long inferences, Map<String, String> changes)
            throws IOException, InterruptedException, ExecutionException {
        var variables = new HashMap<>(environment);
        variables.put("SIGHTLINE_CLICKHOUSE_DATABASE", name);
        variables.put("STATS_GROUP", name);
        variables.put("STATS_DELIVERY", delivery);
        variables.putAll(changes);
        long clickHouseBefore = processorNanos(clickHousePid);
        var process = start(variables);
        try (var admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", String.valueOf(environment.get("SIGHTLINE_KAFKA"))))) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            long first = await(admin, name, 1, end, process);
            long begin = System.nanoTime();
            await(admin, name, inferences, end, process);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Result(
                    (inferences - first) / seconds,
                    processorNanos(process.pid()) / 1e3 / inferences,
                    (processorNanos(clickHousePid) - clickHouseBefore) / 1e3 / inferences);
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Process start(Map<String, String> variables) throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        home.resolve("stats-service/target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Waits until so many records are committed, and tells how many then are. */
    private long await(Admin admin, String group, long records, long end, Process process)
            throws InterruptedException, ExecutionException {
        while (true) {
            long committed = committed(admin, group);
            if (committed >= records) {
                return committed;
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "stats-service wrote " + committed + " of " + records + " inferences; see " + log);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static long committed(Admin admin, String group) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets(group + "-" + Topics.INFERENCES)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .filter(java.util.Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static long processorNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
