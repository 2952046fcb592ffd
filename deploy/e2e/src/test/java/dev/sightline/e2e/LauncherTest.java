package dev.sightline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.local.Launcher;
import dev.sightline.local.Layout;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code ./sightline up} starts, as a process of its own: killed, ended in order, and begun anew from a copy of its data
 * as docs/operations/backup.md says, with another secret for sessions as docs/operations/runbooks.md says. One story, since each
 * start of it takes longer than all that is looked at.
 */
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Beside the other tests' system, and below 32768, where Linux begins to give ports to the clients' ends of connections. */
    private static final int PORT_BASE =
            Integer.parseInt(System.getenv().getOrDefault("SIGHTLINE_E2E_PORT_BASE", "27080")) - 1000;

    private final Layout saved = RunningSystem.layout("launcher");
    private final Layout restored = RunningSystem.layout("restored");
    private final Path output = saved.data().resolveSibling("launcher.out");
    private final KnownContents contents = new KnownContents();
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
    void killed_it_recovers_ended_it_leaves_no_process_and_from_a_copy_of_its_data_it_is_the_same_system()
            throws Exception {
        killedIn(up(saved, Map.of()));
        var asBefore = filled(saved);
        var before = contents.in(asBefore);
        endsInOrder();
        String copy = saved.data().resolveSibling("sightline.tgz").toString();
        run("tar", "-C", saved.data().toString(), "-czf", copy, ".");
        // What the copy lacks is nowhere else.
        run("rm", "-rf", saved.data().toString());

        run("mkdir", restored.data().toString());
        run("tar", "-C", restored.data().toString(), "-xzf", copy);
        up(restored, Map.of("SIGHTLINE_SESSION_SECRET", "f00d".repeat(16)));

        assertThat(session(asBefore)).as("signed with the secret before").isEqualTo(401);
        var sightline = sightline(restored);
        assertThat(contents.in(sightline)).isEqualTo(before);
        contents.goesOn(sightline);
        aSecondOneOnTheSameDataSaysThatOneRuns();
    }

    private void killedIn(Process first) throws Exception {
        List<ProcessHandle> left = parts(saved, first);
        assertThat(left).as("engines and services").hasSizeGreaterThanOrEqualTo(10);
        first.destroyForcibly().waitFor();
        assertThat(left).as("a launcher that is killed cannot end its parts").anyMatch(ProcessHandle::isAlive);

        up(saved, Map.of());

        assertThat(left).as("what the killed one left").noneMatch(ProcessHandle::isAlive);
    }

    private void endsInOrder() throws Exception {
        var running = Objects.requireNonNull(launcher);
        List<ProcessHandle> parts = parts(saved, running);

        running.destroy();
        running.waitFor();

        // Who detached itself is an orphan by now, and counts as alive until init has taken note of its end.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(parts).as("after SIGTERM").noneMatch(ProcessHandle::isAlive));
        assertThat(Files.readString(output))
                .as("services end before the engines they need")
                .containsSubsequence(
                        "dashboard-ui     stopped", "ingest-service   stopped", "kafka            stopped");
    }

    private void aSecondOneOnTheSameDataSaysThatOneRuns() throws Exception {
        Path printed = restored.data().resolveSibling("second.out");

        var second = start(restored, Map.of(), printed);

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(Files.readString(printed)).contains("Sightline already runs on");
    }

    /** What whoever is signed in is answered. */
    private static int session(Sightline sightline) {
        return sightline
                .ask("GET", sightline.system().dashboardUrl() + "/api/v1/session", "")
                .statusCode();
    }

    private Sightline filled(Layout layout) {
        var sightline = sightline(layout);
        contents.giveTo(sightline);
        return sightline;
    }

    /** For its addresses and its setup, which stands in the data: it was started elsewhere. */
    private static Sightline sightline(Layout layout) {
        return new Sightline(
                new LocalSystem(layout, new Ports(PORT_BASE), RunningSystem.environment(), new Progress(System.out)));
    }

    /** Started and ready, or failed with what it printed. */
    private Process up(Layout layout, Map<String, String> environment) throws IOException {
        Files.createDirectories(layout.data());
        Files.deleteIfExists(output);
        var started = start(layout, environment, output);
        launcher = started;
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Files.readString(output)).contains("Sightline is ready");
            assertThat(started.isAlive()).isTrue();
        });
        return started;
    }

    private static Process start(Layout layout, Map<String, String> environment, Path printed) throws IOException {
        var launcher = new ProcessBuilder(
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
                        Integer.toString(PORT_BASE))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        launcher.environment().putAll(RunningSystem.environment());
        launcher.environment().put("STATS_AUDIT_EVERY", "2s");
        launcher.environment().putAll(environment);
        return launcher.start();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    /** All that it started, with PostgreSQL's server, which detaches itself. */
    private static List<ProcessHandle> parts(Layout layout, Process process) throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(layout.data().resolve("postgres/postmaster.pid"))
                .getFirst());
        return Stream.concat(process.descendants(), ProcessHandle.of(postmaster).stream())
                .toList();
    }
}
