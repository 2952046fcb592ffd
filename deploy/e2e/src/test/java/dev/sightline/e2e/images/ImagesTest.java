package dev.sightline.e2e.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.e2e.images.ContainerEngine.MissingException;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The services from their images, each as {@code docker-compose.yml} starts it, on engines that are processes of this
 * machine. Where no container can run, this is skipped and says why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesTest {
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

    private final List<String> containers = new ArrayList<>();
    private @Nullable ContainerEngine engine;
    private @Nullable LocalSystem system;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        try {
            prepare();
        } catch (MissingException e) {
            // Maven counts what is skipped and leaves out why.
            System.out.println("ImagesTest is skipped: " + e.reason());
            Assumptions.abort(e.reason());
        }
        makeImages();
        int base = Integer.parseInt(System.getenv().getOrDefault("SIGHTLINE_E2E_PORT_BASE", "27080")) + 300;
        var started = new LocalSystem(
                RunningSystem.layout("images"), new Ports(base), RunningSystem.environment(), new Progress(System.out));
        system = started;
        started.startEngines();
        for (String service : MEMORY.keySet()) {
            run(service, started.serviceEnvironment());
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(containers).allSatisfy(this::isHealthy));
    }

    /** An engine, the base, and a container of it; whoever lacks one of them cannot try the images. */
    private void prepare() throws IOException, InterruptedException {
        var found = ContainerEngine.any(RunningSystem.layout("docker").data());
        engine = found;
        var script = Path.of("src/test/resources/images/base.sh").toAbsolutePath();
        var made = found.execute(new ProcessBuilder("bash", script.toString(), System.getProperty("java.home"), BASE));
        if (made.status() != 0) {
            throw new MissingException("the base cannot be made of this machine's parts: " + made.output());
        }
        var options = new ArrayList<>(CONFINED);
        options.add("--memory=128m");
        found.tryContainer(options, BASE);
    }

    @AfterAll
    void end() throws IOException, InterruptedException {
        if (engine != null) {
            for (String container : containers) {
                engine.attempt("rm", "--force", container);
            }
        }
        if (system != null) {
            system.close();
        }
        if (engine != null) {
            engine.forget(MEMORY.keySet().stream().map(ImagesTest::image).toList());
            engine.close();
        }
    }

    @Test
    void what_is_reported_to_the_images_is_on_the_dashboard() {
        var sightline = new Sightline(system());

        sightline.reportAccepted(
                "{\"model_id\": \"hard-hat/3\", \"predictions\": [{\"class\": \"helmet\", \"confidence\": 0.9}]}");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sightline
                                .get("/overview")
                                .path("requests")
                                .path("value")
                                .asInt())
                        .isEqualTo(1));
    }

    @Test
    void a_container_is_nobody_and_writes_nowhere_but_tmp() throws Exception {
        for (String container : containers) {
            assertThat(bash(container, "echo $UID")).isEqualTo("10001");
            assertThat(bash(container, ": > /tmp/a && echo written")).isEqualTo("written");
            assertThat(bash(container, ": > /app/a")).contains("Read-only file system");
        }
    }

    @Test
    void an_image_says_what_it_is_and_what_is_in_it() throws Exception {
        for (String service : MEMORY.keySet()) {
            assertThat(engine().run("inspect", "--format", "{{json .Config.Labels}}", image(service)))
                    .contains("\"org.opencontainers.image.title\":\"sightline/" + service + "\"")
                    .contains("\"org.opencontainers.image.version\":\"0.1.0-SNAPSHOT\"")
                    .containsPattern("\"org.opencontainers.image.revision\":\"[0-9a-f]{40}\"");
        }
        for (String container : containers) {
            assertThat(bash(container, "mapfile -n 4000 lines < /app/bom.json; echo \"${lines[*]}\""))
                    .contains("\"CycloneDX\"")
                    .contains("pkg:maven/io.quarkus/");
        }
    }

    @Test
    void the_topics_program_of_the_stats_image_finds_them_all_there() throws Exception {
        var result = engine().attempt(
                        "run",
                        "--rm",
                        "--network=host",
                        "--read-only",
                        "--entrypoint=java",
                        "--env=SIGHTLINE_KAFKA=" + system().engineAddress("SIGHTLINE_KAFKA"),
                        image("stats-service"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        "/app/app/*:/app/lib/boot/*:/app/lib/main/*",
                        "dev.sightline.stats.topics.CreateTopics");

        assertThat(result.status()).as(result.output()).isZero();
    }

    private void makeImages() throws IOException, InterruptedException {
        for (String service : MEMORY.keySet()) {
            var folder = RunningSystem.home().resolve(service);
            assertThat(Files.exists(folder.resolve("target/bom.json")))
                    .as("SBOM of " + service)
                    .isTrue();
            engine().run(
                            "build",
                            "--quiet",
                            "--network=none",
                            "--build-arg=BASE=" + BASE,
                            "--build-arg=REVISION=" + "0123456789".repeat(4),
                            "--tag=" + image(service),
                            folder.toString());
        }
    }

    private void run(String service, Map<String, String> environment) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("run", "--detach", "--memory=" + MEMORY.get(service)));
        arguments.addAll(CONFINED);
        environment.forEach((name, value) -> arguments.add("--env=" + name + "=" + value));
        arguments.add(image(service));
        containers.add(engine().run(arguments.toArray(String[]::new)));
    }

    private void isHealthy(String container) throws IOException, InterruptedException {
        var state = engine().run("inspect", "--format", "{{.Config.Image}} {{.State.Health.Status}}", container);
        if (!state.endsWith(" healthy")) {
            throw new AssertionError(state + "\n" + engine().run("logs", "--tail=60", container));
        }
    }

    private String bash(String container, String command) throws IOException, InterruptedException {
        return engine().attempt("exec", container, "bash", "-c", command)
                .output()
                .strip();
    }

    private static String image(String service) {
        return "sightline/" + service + ":test";
    }

    private ContainerEngine engine() {
        return Objects.requireNonNull(engine);
    }

    private LocalSystem system() {
        return Objects.requireNonNull(system);
    }
}
