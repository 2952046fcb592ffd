package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Time from the start to ready on no data, and the memory of each process at rest and under load. */
final class StartupBench {
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
        long[] atRest = ProcessMemory.megabytes(system);
        Load.full(2, Duration.ofSeconds(30), () -> http.report(SampleReports.json(1000, clock.instant())));
        long[] underLoad = ProcessMemory.megabytes(system);
        System.out.println("| process | at rest, MB | under load, MB |");
        System.out.println("| --- | ---: | ---: |");
        for (int i = 0; i < ProcessMemory.PARTS.size(); i++) {
            System.out.printf(Locale.ROOT, "| %s | %d | %d |%n", ProcessMemory.PARTS.get(i), atRest[i], underLoad[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "| all | %d | %d |%n",
                java.util.Arrays.stream(atRest).sum(),
                java.util.Arrays.stream(underLoad).sum());
    }
}
