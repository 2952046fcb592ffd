package dev.sightline.bench;

import dev.sightline.local.Layout;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Behind {@code ./sightline bench NAME}: starts a system of its own with no data, measures, prints, ends it. */
public final class Bench {
    private static final int PORT_BASE = 25_080;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var arguments = Arrays.asList(args);
        Path home = Path.of(arguments.get(arguments.indexOf("--home") + 1));
        String name = arguments.size() > 2 ? arguments.get(2) : "";
        List<String> names = List.of("freshness", "ingest", "startup");
        if (!names.contains(name)) {
            System.err.println("Which one? There are " + String.join(", ", names) + ".");
            System.exit(2);
        }
        Path data = Files.createTempDirectory("sightline-bench");
        var progress = new Progress(System.out);
        long begin = System.nanoTime();
        try (var system = new LocalSystem(new Layout(home, data), new Ports(PORT_BASE), Map.of(), progress)) {
            system.start();
            double secondsToReady = (System.nanoTime() - begin) / 1e9;
            var http = new Http(system);
            switch (name) {
                case "freshness" -> new FreshnessBench(http).run();
                case "ingest" -> new IngestBench(system).run();
                default -> new StartupBench(system, http, secondsToReady).run();
            }
        } finally {
            delete(data);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
