package dev.sightline.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;

/**
 * A part that is a container. Each start makes a new one on the same data, which are in a folder of this machine.
 *
 * <p>Containers of a launcher that was killed are found by their labels, see {@link #endStale}; mostly Testcontainers'
 * own reaper has ended them before.
 */
final class ContainerPart implements Part {
    private final String name;
    private final Layout layout;
    private final Supplier<GenericContainer<?>> blueprint;
    private final BooleanSupplier ready;
    private volatile @Nullable GenericContainer<?> container;
    private volatile Runnable exitAction = () -> {};

    /** @param blueprint makes the container, not started: image, command, ports, folders */
    ContainerPart(String name, Layout layout, Supplier<GenericContainer<?>> blueprint, BooleanSupplier ready) {
        this.name = name;
        this.layout = layout;
        this.blueprint = blueprint;
        this.ready = ready;
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
        // What is left of one that died.
        stop(Duration.ZERO);
        var made = blueprint.get();
        made.withLabels(labels());
        made.withLogConsumer(this::log);
        try {
            made.start();
        } catch (RuntimeException e) {
            made.stop();
            throw new IllegalStateException("The container of " + name + " cannot be started: " + e.getMessage(), e);
        }
        container = made;
        watch(made);
    }

    @Override
    public boolean isReady() {
        return isAlive() && ready.getAsBoolean();
    }

    @Override
    public boolean isAlive() {
        var current = container;
        return current != null && current.isRunning();
    }

    @Override
    public long pid() {
        var current = container;
        if (current == null) {
            return -1;
        }
        try {
            var pid = current.getCurrentContainerInfo().getState().getPidLong();
            return pid == null || pid == 0 ? -1 : pid;
        } catch (NotFoundException e) {
            return -1;
        }
    }

    @Override
    public void stop(Duration grace) {
        var current = container;
        container = null;
        if (current == null) {
            return;
        }
        try {
            client().stopContainerCmd(current.getContainerId())
                    .withTimeout((int) grace.toSeconds())
                    .exec();
        } catch (NotFoundException | NotModifiedException e) {
            // It is gone already, or has ended by itself.
        }
        current.stop();
    }

    @Override
    public void kill() {
        var current = container;
        if (current == null) {
            return;
        }
        try {
            client().killContainerCmd(current.getContainerId()).exec();
            var _ = client().waitContainerCmd(current.getContainerId())
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode();
        } catch (NotFoundException | ConflictException e) {
            // It does not run.
        }
    }

    @Override
    public void onExit(Runnable action) {
        exitAction = action;
    }

    @Override
    public void endStale() {
        client().listContainersCmd().withShowAll(true).withLabelFilter(labels()).exec().stream()
                .map(com.github.dockerjava.api.model.Container::getId)
                .forEach(ContainerPart::remove);
    }

    private static void remove(String id) {
        try {
            client().removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // The reaper was faster, or is at it.
        }
    }

    private void watch(GenericContainer<?> started) {
        var atExit = new ResultCallback.Adapter<WaitResponse>() {
            @Override
            public void onNext(WaitResponse exit) {
                // Not when it was stopped on purpose, or started anew meanwhile.
                if (started.equals(container)) {
                    exitAction.run();
                }
            }
        };
        client().waitContainerCmd(started.getContainerId()).exec(atExit);
    }

    private Map<String, String> labels() {
        return Map.of("dev.sightline.data", layout.data().toString(), "dev.sightline.part", name);
    }

    private void log(OutputFrame frame) {
        try {
            if (frame.getType() != OutputFrame.OutputType.END) {
                Files.write(layout.log(name), frame.getBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + layout.log(name), e);
        }
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }
}
