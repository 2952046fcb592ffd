package dev.sightline.bench;

import dev.sightline.local.Layout;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Behind {@code ./sightline bench NAME}: starts a system of its own with no data, measures, prints, ends it. */
public final class Bench {
    private static final List<String> NAMES = List.of(
            "alerts",
            "alert-rules",
            "drain",
            "encoding",
            "freshness",
            "images",
            "ingest",
            "pages",
            "pingbacks",
            "query",
            "soak",
            "startup");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        BenchOptions options;
        try {
            options = BenchOptions.parse(Arrays.asList(args), NAMES);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        // It replays figures and needs no system.
        if (options.name().equals("alerts")) {
            System.exit(AlertLaboratory.run() ? 0 : 1);
            return;
        }
        Path data = Files.createTempDirectory("sightline-bench");
        var progress = new Progress(System.out);
        long begin = System.nanoTime();
        var system = new LocalSystem(new Layout(options.home(), data), options.ports(), Map.of(), progress);
        // However this process ends, the engines end with it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(system, data), "end"));
        system.start();
        double secondsToReady = (System.nanoTime() - begin) / 1e9;
        var http = new Http(system, options.ports());
        switch (options.name()) {
            case "alert-rules" -> new AlertRulesBench(system, http).run();
            case "drain" ->
                new DrainBench(
                                system,
                                options.ports(),
                                options.home(),
                                data,
                                options.inferencesOr(DrainBench.INFERENCES))
                        .run();
            case "encoding" -> new EncodingBench(system).run();
            case "freshness" -> new FreshnessBench(http).run();
            case "images" -> new ImageBench(system).run();
            case "ingest" -> {
                new IngestBench(system).run();
                new PingbackBench(system).run();
            }
            case "pages" -> new PageBench(system, options.home()).run();
            case "pingbacks" -> new PingbackBench(system).run();
            case "query" -> new QueryBench(system, http).run(options.inferencesOr(QueryBench.INFERENCES));
            case "soak" -> new SoakBench(system, Duration.ofMinutes(options.minutes())).run();
            default -> new StartupBench(system, http, secondsToReady).run();
        }
    }

    private static void end(LocalSystem system, Path data) {
        system.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + data + " (" + e.getMessage() + ")");
        }
    }
}
