package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Behind {@code ./sightline up} and {@code ./sightline engines}: starts the parts, says where they are, and waits for
 * SIGTERM, upon which it ends them in order.
 */
public final class Launcher {
    private static final Progress PROGRESS = new Progress(System.out);

    private Launcher() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            var options = LauncherOptions.parse(Arrays.asList(args).subList(1, args.length));
            var layout = new Layout(options.home(), options.data());
            if (args[0].equals("demo")) {
                demo(layout, new Ports(options.portBase()));
                return;
            }
            var lock = LauncherLock.take(layout);
            var ports = new Ports(options.portBase());
            LocalSystem.endStale(layout, ports, System.getenv());
            if (options.fresh()) {
                empty(layout.data());
            }
            var system = new LocalSystem(layout, ports, System.getenv(), PROGRESS);
            endInOrder(system, lock, options.parentPid());
            switch (args[0]) {
                case "up" -> {
                    up(system, layout);
                    if (options.demo()) {
                        startDemo(new DemoRun(layout, system, PROGRESS));
                    }
                }
                case "engines" -> engines(system, layout);
                default -> throw new IllegalArgumentException("unknown command " + args[0]);
            }
            new CountDownLatch(1).await();
        } catch (IllegalStateException | IllegalArgumentException e) {
            PROGRESS.print("");
            PROGRESS.print("Sightline did not start. " + e.getMessage());
            System.exit(1);
        }
    }

    private static void up(LocalSystem system, Layout layout) {
        system.start();
        PROGRESS.say("Sightline is ready");
        PROGRESS.print("""

                  Dashboard   %s
                  Sign in     %s   %s
                  Ingest      %s   (workspace %s)
                  Ingest key  %s
                  Inbox       %s   (every mail that is sent from here)
                  Logs        ./sightline logs [NAME]   (%s)

                Ctrl-C stops everything; the data stay in %s.
                """.formatted(
                        system.dashboardUrl(),
                        system.ownerEmail(),
                        system.ownerPassword(),
                        system.ingestUrl(),
                        system.workspace(),
                        system.ingestKey(),
                        system.inboxUrl(),
                        layout.data().resolve("logs"),
                        layout.data()));
    }

    /** For a system that another launcher runs. */
    private static void demo(Layout layout, Ports ports) {
        var system = new LocalSystem(layout, ports, System.getenv(), PROGRESS);
        if (!Probe.isUp(system.ingestUrl() + "/q/health/ready")) {
            throw new IllegalStateException(
                    "Nothing takes reports at " + system.ingestUrl() + ". Bring the system up first: ./sightline up");
        }
        new DemoRun(layout, system, PROGRESS).run();
    }

    private static void startDemo(DemoRun demo) {
        Thread.ofPlatform().daemon().name("demo").start(() -> {
            try {
                demo.run();
            } catch (IllegalStateException e) {
                PROGRESS.say("demo: ended. " + e.getMessage());
            }
        });
    }

    private static void engines(LocalSystem system, Layout layout) {
        system.startEngines();
        var lines = system.engineAddresses().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
        var file = layout.data().resolve("engines.env");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        PROGRESS.say("engines are ready; their addresses are in " + file);
    }

    /** At SIGTERM, and when the script that started this process is gone. */
    private static void endInOrder(LocalSystem system, LauncherLock lock, long parentPid) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            system.close();
                            lock.close();
                        },
                        "shutdown"));
        if (parentPid > 0) {
            // On a thread of its own: the one that notices the end of a process must be free to notice that of others.
            var _ = ProcessHandle.of(parentPid)
                    .map(ProcessHandle::onExit)
                    .orElse(CompletableFuture.completedFuture(null))
                    .thenRunAsync(() -> System.exit(143), exit -> new Thread(exit, "parent-is-gone").start());
        }
    }

    /** Deletes the data but not the lock on them. */
    private static void empty(Path data) {
        try (var children = Files.list(data)) {
            for (Path child : children.filter(c -> !c.endsWith("run")).toList()) {
                delete(child);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + data, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
