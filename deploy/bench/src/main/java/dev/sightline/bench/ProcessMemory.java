package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The share of memory of each process of the system, as Linux counts it (PSS). */
final class ProcessMemory {
    static final List<String> PARTS = List.of(
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

    private ProcessMemory() {}

    /** In the order of {@link #PARTS}. */
    static long[] megabytes(LocalSystem system) {
        return PARTS.stream().mapToLong(name -> megabytes(system, name)).toArray();
    }

    private static long megabytes(LocalSystem system, String name) {
        var process = ProcessHandle.of(system.part(name).pid()).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(ProcessMemory::proportionalKilobytes)
                        .sum()
                / 1024;
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
