package dev.sightline.bench;

import dev.sightline.local.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The most memory that ingest-service has until this is closed, as the operating system counts it. */
final class ResidentMemory implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final LocalSystem system;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
    private volatile long most;

    ResidentMemory(LocalSystem system) {
        this.system = system;
        this.most = now(system);
        var _ = looker.scheduleAtFixedRate(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Bytes. */
    static long now(LocalSystem system) {
        try {
            return Files.readAllLines(
                            Path.of("/proc/" + system.part("ingest-service").pid() + "/status"))
                    .stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes. */
    long most() {
        return most;
    }

    private void look() {
        most = Math.max(most, now(system));
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
