package dev.sightline.e2e.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.images.ContainerEngine.MissingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services from their images, each as {@code docker-compose.yml} starts it, on the network of this machine. The images are made
 * of the builds, on a base of what is on this machine.
 */
public final class ServiceContainers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BASE = "sightline-test-base";
    private static final Map<String, String> MEMORY = Map.of(
            "stats-service", "1g",
            "query-service", "640m",
            "ingest-service", "768m",
            "alert-service", "640m",
            "dashboard-ui", "320m");
    private static final List<String> CONFINED = List.of(
            "--network=host",
            "--read-only",
            "--tmpfs=/tmp:mode=1777,size=256m,exec",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges");

    private final ContainerEngine engine;
    private final List<String> running = new ArrayList<>();

    private ServiceContainers(ContainerEngine engine) {
        this.engine = engine;
    }

    /**
     * With the images made, and nothing running yet.
     *
     * @param name of the folder of an engine that is started for them
     * @throws MissingException with the reason, where no container can run
     */
    public static ServiceContainers made(String name) {
        try {
            var containers = new ServiceContainers(
                    ContainerEngine.any(RunningSystem.layout(name).data()));
            try {
                containers.prepare();
                containers.makeImages();
                return containers;
            } catch (RuntimeException e) {
                containers.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The base, and a container of it; who lacks one of them cannot try the images. */
    private void prepare() throws IOException, InterruptedException {
        var script = Path.of("src/test/resources/images/base.sh").toAbsolutePath();
        var made = engine.execute(new ProcessBuilder("bash", script.toString(), System.getProperty("java.home"), BASE));
        if (made.status() != 0) {
            throw new MissingException("the base cannot be made of this machine's parts: " + made.output());
        }
        var options = new ArrayList<>(CONFINED);
        options.add("--memory=128m");
        engine.tryContainer(options, BASE);
    }

    private void makeImages() throws IOException, InterruptedException {
        for (String service : services()) {
            var folder = RunningSystem.home().resolve(service);
            assertThat(Files.exists(folder.resolve("target/bom.json")))
                    .as("SBOM of " + service)
                    .isTrue();
            engine.run(
                    "build",
                    "--quiet",
                    "--network=none",
                    "--build-arg=BASE=" + BASE,
                    "--build-arg=REVISION=" + "0123456789".repeat(4),
                    "--tag=" + image(service),
                    folder.toString());
        }
    }

    /** Starts all of them and returns when they are healthy. */
    public void start(Map<String, String> environment) {
        try {
            for (String service : services()) {
                run(service, environment);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(running).allSatisfy(this::isHealthy));
    }

    private void run(String service, Map<String, String> environment) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("run", "--detach", "--memory=" + MEMORY.get(service)));
        arguments.addAll(CONFINED);
        environment.forEach((name, value) -> arguments.add("--env=" + name + "=" + value));
        arguments.add(image(service));
        running.add(engine.run(arguments.toArray(String[]::new)));
    }

    private void isHealthy(String container) throws IOException, InterruptedException {
        var state = engine.run("inspect", "--format", "{{.Config.Image}} {{.State.Health.Status}}", container);
        if (!state.endsWith(" healthy")) {
            throw new AssertionError(state + "\n" + engine.run("logs", "--tail=60", container));
        }
    }

    /** Those that have an image. */
    static Set<String> services() {
        return MEMORY.keySet();
    }

    static String image(String service) {
        return "sightline/" + service + ":test";
    }

    ContainerEngine engine() {
        return engine;
    }

    /** Their ids. */
    List<String> running() {
        return List.copyOf(running);
    }

    /** What a command of the shell prints in one of them. */
    String bash(String container, String command) throws IOException, InterruptedException {
        return engine.attempt("exec", container, "bash", "-c", command).output().strip();
    }

    @Override
    public void close() {
        try {
            for (String container : running) {
                engine.attempt("rm", "--force", container);
            }
            engine.forget(services().stream().map(ServiceContainers::image).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            engine.close();
        }
    }
}
