package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.local.Launcher;
import dev.sightline.local.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code ./sightline up} starts, as a process of its own: ended in order, killed, and come upon a taken port. */
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Below 32768, where Linux begins to give ports to the clients' ends of connections. */
    private static final String PORT_BASE = "26080";

    private final Layout layout = RunningSystem.layout("launcher");
    private final Path output = layout.data().resolveSibling("launcher.out");
    private @Nullable Process launcher;

    @AfterEach
    void end() throws InterruptedException {
        var current = launcher;
        if (current != null && current.isAlive()) {
            current.destroy();
            current.waitFor();
        }
    }

    @Test
    void killed_it_recovers_at_the_next_start_and_asked_to_end_it_leaves_no_process() throws Exception {
        var first = up();
        List<ProcessHandle> left = parts(first);
        assertThat(left).as("engines and services").hasSizeGreaterThanOrEqualTo(10);
        first.destroyForcibly().waitFor();
        assertThat(left).as("a launcher that is killed cannot end its parts").anyMatch(ProcessHandle::isAlive);

        var second = up();
        List<ProcessHandle> parts = parts(second);
        assertThat(left).as("what the killed one left").noneMatch(ProcessHandle::isAlive);

        second.destroy();
        second.waitFor();

        // Who detached itself is an orphan by now, and counts as alive until init has taken note of its end.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(parts).as("after SIGTERM").noneMatch(ProcessHandle::isAlive));
        assertThat(Files.readString(output))
                .as("services end before the engines they need")
                .containsSubsequence(
                        "dashboard-ui     stopped", "ingest-service   stopped", "kafka            stopped");
    }

    @Test
    void a_second_launcher_on_the_same_data_says_that_one_runs() throws Exception {
        up();

        var second = start(layout.data().resolveSibling("second.out"));

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(Files.readString(layout.data().resolveSibling("second.out"))).contains("Sightline already runs on");
    }

    /** Started and ready, or failed with what it printed. */
    private Process up() throws IOException {
        Files.createDirectories(layout.data());
        Files.deleteIfExists(output);
        var started = start(output);
        launcher = started;
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Files.readString(output)).contains("Sightline is ready");
            assertThat(started.isAlive()).isTrue();
        });
        return started;
    }

    private Process start(Path printed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "up",
                        "--home",
                        layout.home().toString(),
                        "--data",
                        layout.data().toString(),
                        "--port-base",
                        PORT_BASE)
                .redirectErrorStream(true)
                .redirectOutput(new File(printed.toString()))
                .start();
    }

    /** All that it started, with PostgreSQL's server, which detaches itself. */
    private List<ProcessHandle> parts(Process process) throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(layout.data().resolve("postgres/postmaster.pid"))
                .getFirst());
        return Stream.concat(process.descendants(), ProcessHandle.of(postmaster).stream())
                .toList();
    }
}
