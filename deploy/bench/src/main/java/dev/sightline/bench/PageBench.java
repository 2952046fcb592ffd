package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import dev.sightline.local.demo.Demo;
import dev.sightline.local.demo.DemoOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What Lighthouse says of the dashboard's pages, with the demo's history in them ({@code deploy/lighthouse}). */
final class PageBench {
    private static final int DAYS = 8;
    private static final double RATE = 0.3;
    private static final int GOALS_MISSED = 3;

    private final LocalSystem system;
    private final Path home;

    PageBench(LocalSystem system, Path home) {
        this.system = system;
        this.home = home;
    }

    void run() throws Exception {
        var options = new DemoOptions(URI.create(system.ingestUrl()), system.ingestKey(), DAYS, RATE, 1, Duration.ZERO);
        Demo.run(options, Clock.systemUTC(), line -> {}, () -> {});
        int code = new ProcessBuilder(List.of(
                        "node",
                        home.resolve("deploy/lighthouse/audit.mjs").toString(),
                        system.dashboardUrl(),
                        system.ownerEmail(),
                        system.ownerPassword()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0 && code != GOALS_MISSED) {
            throw new IllegalStateException("Lighthouse ended with " + code);
        }
    }
}
