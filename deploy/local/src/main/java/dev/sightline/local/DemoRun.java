package dev.sightline.local;

import dev.sightline.local.demo.Demo;
import dev.sightline.local.demo.DemoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The demo against the system of a data folder: history once, then live traffic until it is stopped. */
final class DemoRun {
    private static final int DAYS = 8;

    private final Path filled;
    private final URI ingest;
    private final String key;
    private final Progress progress;

    DemoRun(Layout layout, LocalSystem system, Progress progress) {
        this.filled = layout.of("demo").resolve("history-is-there");
        this.ingest = URI.create(system.ingestUrl());
        this.key = system.ingestKey();
        this.progress = progress;
    }

    /**
     * Returns when the thread is interrupted.
     *
     * @throws IllegalStateException when the system does not take what is sent
     */
    void run() {
        try {
            if (!Files.exists(filled)) {
                progress.say("demo: filling the last " + DAYS + " days; the dashboard can be opened already");
                Demo.run(new DemoOptions(ingest, key, DAYS, 1, 1, Duration.ZERO), Clock.systemUTC(), this::say);
                Files.createFile(filled);
            }
            progress.say("demo: live traffic");
            Demo.run(new DemoOptions(ingest, key, 0, 1, 1, null), Clock.systemUTC(), this::say);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note that the history is there", e);
        }
    }

    private void say(String line) {
        progress.say("demo: " + line);
    }
}
