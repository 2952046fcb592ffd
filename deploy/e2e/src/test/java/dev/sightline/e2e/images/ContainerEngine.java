package dev.sightline.e2e.images;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine: the one that answers on this machine, or one that is started for the tests, without networks of its own
 * and with its data in a folder of its own, which is gone when it ends.
 */
final class ContainerEngine implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration COMMAND = Duration.ofMinutes(5);

    private final @Nullable Process daemon;
    private final List<Path> folders;
    private final List<String> docker;
    private final String host;

    private ContainerEngine(@Nullable Process daemon, String host, Path... folders) {
        this.daemon = daemon;
        this.folders = List.of(folders);
        this.host = host;
        docker = host.isEmpty() ? List.of("docker") : List.of("docker", "--host", host);
    }

    /**
     * The engine, started if need be.
     *
     * @throws MissingException with the reason, where none can run
     */
    static ContainerEngine any(Path folder) throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new MissingException("containers share this machine's network on Linux alone");
        }
        if (!isOnPath("docker")) {
            throw new MissingException("docker is not on the PATH");
        }
        var present = new ContainerEngine(null, "");
        if (present.answers()) {
            return present;
        }
        if (!isOnPath("dockerd") || !System.getProperty("user.name").equals("root")) {
            throw new MissingException("no Docker engine answers, and only root can start dockerd");
        }
        return start(folder);
    }

    private static ContainerEngine start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        // A socket's path may have 107 characters, and a checkout's folder may take more.
        var run = Files.createTempDirectory("sightline-docker");
        var log = folder.resolve("dockerd.log").toFile();
        var daemon = new ProcessBuilder(
                        "dockerd",
                        "--config-file=" + Files.writeString(run.resolve("config.json"), "{}"),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + run.resolve("exec"),
                        "--pidfile=" + run.resolve("pid"),
                        "--host=unix://" + run.resolve("socket"),
                        "--bridge=none",
                        "--iptables=false",
                        "--ip6tables=false")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroy));
        var engine = new ContainerEngine(daemon, "unix://" + run.resolve("socket"), folder, run);
        try {
            Awaitility.await().atMost(START).until(() -> !daemon.isAlive() || engine.answers());
        } catch (ConditionTimeoutException e) {
            throw engine.useless("dockerd does not answer: " + lastLine(log), e);
        }
        if (!daemon.isAlive()) {
            throw engine.useless("dockerd cannot run here: " + lastLine(log), null);
        }
        // Without layers every image would be a copy of all that is in it: gigabytes, and minutes.
        if (engine.run("info", "--format", "{{.Driver}}").equals("vfs")) {
            throw engine.useless("the file system of this machine has no layers for dockerd", null);
        }
        return engine;
    }

    private MissingException useless(String reason, @Nullable Throwable cause) {
        close();
        return new MissingException(reason, cause);
    }

    /** What {@code docker} with these arguments prints; fails with it when the command does. */
    String run(String... arguments) throws IOException, InterruptedException {
        var result = attempt(arguments);
        if (result.status() != 0) {
            throw new IllegalStateException("docker " + String.join(" ", arguments) + ": " + result.output());
        }
        return result.output().strip();
    }

    /** The same for a command that may fail. */
    Result attempt(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(docker);
        command.addAll(Arrays.asList(arguments));
        return execute(new ProcessBuilder(command));
    }

    /** Runs any program that itself calls {@code docker}. */
    Result execute(ProcessBuilder program) throws IOException, InterruptedException {
        return execute(program, COMMAND);
    }

    private Result execute(ProcessBuilder program, Duration patience) throws IOException, InterruptedException {
        if (!host.isEmpty()) {
            program.environment().put("DOCKER_HOST", host);
        }
        // Into a file: reading a pipe would wait for the end of a program that never ends.
        var output = Files.createTempFile("sightline-docker", ".txt");
        try {
            var process = program.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(patience);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Result(ended ? process.exitValue() : -1, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /**
     * Whether a container runs here as the services' do, and sees what listens on this machine.
     *
     * @throws MissingException with the reason, where it does not
     */
    void tryContainer(List<String> options, String image) throws IOException, InterruptedException {
        try (var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var arguments = new ArrayList<>(List.of("run", "--rm"));
            arguments.addAll(options);
            arguments.addAll(List.of(image, "bash", "-c", "</dev/tcp/127.0.0.1/" + door.getLocalPort()));
            var tried = attempt(arguments.toArray(String[]::new));
            if (tried.status() != 0) {
                throw new MissingException("containers do not run here as they should: " + tried.output());
            }
        }
    }

    /** Takes these images from an engine that was there before; a started one goes with all it has. */
    void forget(List<String> images) throws IOException, InterruptedException {
        if (daemon == null) {
            var arguments = new ArrayList<>(List.of("rmi", "--force"));
            arguments.addAll(images);
            attempt(arguments.toArray(String[]::new));
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        var asking = new ArrayList<>(docker);
        asking.addAll(List.of("version", "--format", "{{.Server.Version}}"));
        return execute(new ProcessBuilder(asking), ANSWER).status() == 0;
    }

    @Override
    public void close() {
        if (daemon == null) {
            return;
        }
        daemon.destroy();
        // Its containers' supervisor is its child, and ends with it.
        daemon.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        for (Path folder : folders) {
            unmount(folder.resolve("exec/netns/default"));
            delete(folder);
        }
    }

    /** What dockerd mounts for containers on this machine's network, and leaves behind. */
    private static void unmount(Path mounted) {
        try {
            if (Files.exists(mounted)) {
                new ProcessBuilder("umount", mounted.toString()).start().waitFor();
            }
        } catch (IOException e) {
            System.out.println(mounted + " cannot be unmounted: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As far as it can be: what stays is in {@code target}, and no reason to fail. */
    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.out.println(folder + " cannot be deleted: " + e);
        }
    }

    static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String lastLine(File log) throws IOException {
        var lines = Files.readAllLines(log.toPath());
        return lines.isEmpty() ? "it printed nothing" : lines.getLast();
    }

    /** How a program ended and what it printed. */
    record Result(int status, String output) {}

    /** There is no engine, and none can be started. */
    static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        MissingException(String reason) {
            this(reason, null);
        }

        MissingException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
