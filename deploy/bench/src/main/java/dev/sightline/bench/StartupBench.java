package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Time from the start to ready on no data, and the memory of each process at rest and under load. */
final class StartupBench {
    private static final List<String> PARTS = List.of(
            "kafka",
            "clickhouse",
            "postgres",
            "s3",
            "mail",
            "ingest-service",
            "stats-service",
            "query-service",
            "alert-service",
            "dashboard-ui");

    private final LocalSystem system;
    private final Http http;
    private final double secondsToReady;
    private final Clock clock = Clock.systemUTC();

    StartupBench(LocalSystem system, Http http, double secondsToReady) {
        this.system = system;
        this.http = http;
        this.secondsToReady = secondsToReady;
    }

    void run() throws Exception {
        System.out.printf(Locale.ROOT, "from start to ready, no data: %.1f s%n", secondsToReady);
        Thread.sleep(Duration.ofSeconds(20));
        long[] atRest = megabytes();
        Load.full(2, Duration.ofSeconds(30), () -> http.report(SampleReports.json(1000, clock.instant())));
        long[] underLoad = megabytes();
        System.out.println("| process | at rest, MB | under load, MB |");
        System.out.println("| --- | ---: | ---: |");
        for (int i = 0; i < PARTS.size(); i++) {
            System.out.printf(Locale.ROOT, "| %s | %d | %d |%n", PARTS.get(i), atRest[i], underLoad[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "| all | %d | %d |%n",
                java.util.Arrays.stream(atRest).sum(),
                java.util.Arrays.stream(underLoad).sum());
    }

    private long[] megabytes() throws IOException {
        var sizes = new long[PARTS.size()];
        for (int i = 0; i < sizes.length; i++) {
            var process = ProcessHandle.of(system.part(PARTS.get(i)).pid()).orElseThrow();
            sizes[i] = Stream.concat(Stream.of(process), process.descendants())
                            .mapToLong(StartupBench::proportionalKilobytes)
                            .sum()
                    / 1024;
        }
        return sizes;
    }

    /** Shared pages are divided among those that share them, so that PostgreSQL's buffers count once. */
    private static long proportionalKilobytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            // It ended between the listing and the reading.
            return 0;
        }
    }
}
