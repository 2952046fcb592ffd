package dev.sightline.e2e.roboflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.local.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A part that hangs: its processes exist, its connections stand, and nothing is answered. Closed it goes on. */
final class Paused implements AutoCloseable {
    private final List<String> processes;

    private Paused(List<String> processes) {
        this.processes = processes;
    }

    static Paused part(Part part) {
        var process = ProcessHandle.of(part.pid()).orElseThrow();
        // A database answers from processes of its own.
        var paused = new Paused(Stream.concat(Stream.of(process), process.descendants())
                .map(one -> Long.toString(one.pid()))
                .toList());
        paused.signal("-STOP");
        return paused;
    }

    @Override
    public void close() {
        signal("-CONT");
    }

    private void signal(String signal) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(processes);
        try {
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
