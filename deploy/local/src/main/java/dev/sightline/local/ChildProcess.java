package dev.sightline.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part that is a child of this process.
 *
 * <p>Its id is written to a file at the start. A launcher that was killed leaves its children behind; the next one finds
 * them by these files and ends them before it starts its own, see {@link #endStale}.
 */
final class ChildProcess implements Part {
    /** Absolute, since children run in the data folder. */
    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    private final String name;
    private final Layout layout;
    private final Supplier<List<String>> command;
    private final Supplier<Map<String, String>> environment;
    private final BooleanSupplier ready;
    private volatile @Nullable Process process;
    private volatile Runnable exitAction = () -> {};

    ChildProcess(
            String name,
            Layout layout,
            Supplier<List<String>> command,
            Supplier<Map<String, String>> environment,
            BooleanSupplier ready) {
        this.name = name;
        this.layout = layout;
        this.command = command;
        this.environment = environment;
        this.ready = ready;
    }

    /** The command of a Java process on this very class path. */
    static List<String> java(String heap, Class<?> main, String... arguments) {
        var command = new java.util.ArrayList<>(List.of(
                javaExecutable(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                CLASS_PATH,
                main.getName()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            var builder = new ProcessBuilder(command.get()).redirectErrorStream(true);
            builder.redirectOutput(
                    ProcessBuilder.Redirect.appendTo(layout.log(name).toFile()));
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.directory(layout.data().toFile());
            builder.environment().putAll(environment.get());
            var started = builder.start();
            process = started;
            Files.writeString(layout.pidFile(name), identityOf(started.toHandle()));
            var _ = started.onExit().thenRun(() -> {
                // Not when it was stopped on purpose, or started anew meanwhile.
                if (started.equals(process)) {
                    exitAction.run();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    @Override
    public boolean isReady() {
        return isAlive() && ready.getAsBoolean();
    }

    @Override
    public boolean isAlive() {
        var current = process;
        return current != null && current.isAlive();
    }

    @Override
    public long pid() {
        var current = process;
        return current != null && current.isAlive() ? current.pid() : -1;
    }

    @Override
    public void stop(Duration grace) {
        var current = process;
        process = null;
        if (current != null) {
            end(current.toHandle(), grace);
        }
        forget();
    }

    @Override
    public void kill() {
        var current = process;
        if (current != null) {
            current.destroyForcibly();
            awaitEnd(current);
        }
    }

    @Override
    public void onExit(Runnable action) {
        exitAction = action;
    }

    /** Does nothing when the id belongs to another process by now. */
    @Override
    public void endStale() {
        var file = layout.pidFile(name);
        if (!Files.exists(file)) {
            return;
        }
        try {
            String identity = Files.readString(file).strip();
            long pid = Long.parseLong(identity.substring(0, identity.indexOf(' ')));
            ProcessHandle.of(pid)
                    .filter(handle -> identityOf(handle).equals(identity))
                    .ifPresent(handle -> end(handle, Duration.ofSeconds(5)));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            // A launcher killed while it wrote the file leaves half a line, which names no process.
            System.err.println("ignoring the unreadable " + file);
        }
        forget();
    }

    /** Asked of the process: its handle knows of the end a moment earlier, and a start in that moment would do nothing. */
    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + process.pid() + " ends", e);
        }
    }

    static void end(ProcessHandle handle, Duration grace) {
        if (!grace.isZero()) {
            handle.destroy();
            if (awaitExit(handle, grace)) {
                return;
            }
        }
        handle.destroyForcibly();
        if (!awaitExit(handle, Duration.ofSeconds(10))) {
            throw new IllegalStateException("process " + handle.pid() + " does not end");
        }
    }

    private static boolean awaitExit(ProcessHandle handle, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (handle.isAlive()) {
            if (System.nanoTime() > end) {
                return false;
            }
            // Asked again and again: in a shutdown hook nobody promises that onExit() is still served.
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    /** An id alone may be given to another process later; with the start time it is one process. */
    private static String identityOf(ProcessHandle handle) {
        return handle.pid() + " "
                + handle.info().startInstant().map(java.time.Instant::toString).orElse("unknown");
    }

    private void forget() {
        try {
            Files.deleteIfExists(layout.pidFile(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the process id of " + name, e);
        }
    }
}
