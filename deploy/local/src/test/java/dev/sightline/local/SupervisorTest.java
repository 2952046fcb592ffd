package dev.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: {@code sleep} and {@code false}. */
class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Supervisor supervisor =
            new Supervisor(new Progress(new PrintStream(output, true, StandardCharsets.UTF_8)));

    @AfterEach
    void end() {
        supervisor.close();
    }

    @Test
    void what_is_killed_is_started_again() throws InterruptedException {
        var starts = new CountDownLatch(2);
        var part = new ChildProcess(
                "sleeper",
                layout(),
                () -> {
                    starts.countDown();
                    return List.of("sleep", "60");
                },
                Map::of,
                () -> true);
        supervisor.start(List.of(part), PATIENCE);

        part.kill();

        assertThat(starts.await(10, TimeUnit.SECONDS))
                .as("started a second time")
                .isTrue();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("sleeper          ended unexpectedly");
    }

    @Test
    void what_ends_at_every_start_is_given_up_with_a_word_where_to_look() {
        var part = child("broken", List.of("false"), false);

        assertThatThrownBy(() -> supervisor.start(List.of(part), PATIENCE))
                .hasMessage("broken ends right after its start; `./sightline logs broken` shows why.");
    }

    @Test
    void what_was_killed_can_be_started_at_once() {
        var part = child("sleeper", List.of("sleep", "60"), true);
        try {
            for (int i = 0; i < 200; i++) {
                part.start();
                long pid = part.pid();
                part.kill();
                part.start();
                assertThat(part.pid()).as("another process").isNotIn(pid, -1L);
                part.kill();
            }
        } finally {
            part.stop(Duration.ZERO);
        }
    }

    @Test
    void closing_leaves_no_process() {
        var part = child("sleeper", List.of("sleep", "60"), true);
        supervisor.start(List.of(part), PATIENCE);
        var process = ProcessHandle.of(part.pid()).orElseThrow();

        supervisor.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(folder.resolve("run/sleeper.pid"))).isFalse();
    }

    @Test
    void closing_in_the_middle_of_a_restart_leaves_no_process() throws InterruptedException {
        var starts = new CountDownLatch(2);
        var restarted = new CountDownLatch(1);
        var part = new ChildProcess(
                "sleeper",
                layout(),
                () -> {
                    starts.countDown();
                    if (starts.getCount() == 0) {
                        // Long enough that whoever does not wait is past it; no interruption makes it shorter.
                        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
                        while (System.nanoTime() < end) {
                            LockSupport.parkNanos(end - System.nanoTime());
                        }
                        restarted.countDown();
                    }
                    return List.of("sleep", "60");
                },
                Map::of,
                () -> true);
        supervisor.start(List.of(part), PATIENCE);
        part.kill();
        assertThat(starts.await(10, TimeUnit.SECONDS)).isTrue();

        supervisor.close();

        assertThat(restarted.getCount()).isZero();
        assertThat(part.isAlive()).isFalse();
        assertThat(Files.exists(folder.resolve("run/sleeper.pid"))).isFalse();
    }

    @Test
    void what_a_killed_launcher_left_is_found_by_its_id_and_ended() {
        var left = child("sleeper", List.of("sleep", "60"), true);
        left.start();
        var process = ProcessHandle.of(left.pid()).orElseThrow();

        child("sleeper", List.of("sleep", "60"), true).endStale();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void a_process_that_only_has_the_id_of_ours_is_left_alone() throws Exception {
        var other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(folder.resolve("run"));
            Files.writeString(folder.resolve("run/sleeper.pid"), other.pid() + " 2001-01-01T00:00:00Z");

            child("sleeper", List.of("sleep", "60"), true).endStale();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private ChildProcess child(String name, List<String> command, boolean ready) {
        return new ChildProcess(name, layout(), () -> command, Map::of, () -> ready);
    }

    private Layout layout() {
        return new Layout(folder, folder);
    }
}
