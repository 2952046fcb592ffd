package dev.sightline.local;

import dev.sightline.local.demo.Demo;
import dev.sightline.local.demo.DemoOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The demo against the system of a data folder: history once, then live traffic until it is stopped.
 *
 * <p>History goes back to twice the default window and a day, so that every change has something to compare with.
 */
final class DemoRun {
    private static final int DAYS = 15;
    private static final double RATE = 0.6;

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
        boolean isFilled = Files.exists(filled);
        progress.say(
                isFilled
                        ? "demo: live traffic"
                        : "demo: filling the last " + DAYS + " days; the dashboard can be opened already");
        var options = new DemoOptions(ingest, key, isFilled ? 0 : DAYS, RATE, 1, null);
        try {
            Demo.run(options, Clock.systemUTC(), this::say, this::noteHistory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void noteHistory() {
        try {
            if (!Files.exists(filled)) {
                Files.createFile(filled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note that the history is there", e);
        }
    }

    private void say(String line) {
        progress.say("demo: " + line);
    }
}
