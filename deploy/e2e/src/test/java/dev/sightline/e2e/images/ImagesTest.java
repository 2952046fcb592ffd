package dev.sightline.e2e.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.e2e.RunningSystem;
import dev.sightline.e2e.Sightline;
import dev.sightline.e2e.images.ContainerEngine.MissingException;
import dev.sightline.local.LocalSystem;
import dev.sightline.local.Ports;
import dev.sightline.local.Progress;
import java.time.Duration;
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
    private @Nullable ServiceContainers containers;
    private @Nullable LocalSystem system;

    @BeforeAll
    void start() {
        ServiceContainers made;
        try {
            made = ServiceContainers.made("docker");
        } catch (MissingException e) {
            // Maven counts what is skipped and leaves out why.
            System.out.println("ImagesTest is skipped: " + e.reason());
            Assumptions.abort(e.reason());
            return;
        }
        containers = made;
        var started = new LocalSystem(
                RunningSystem.layout("images"),
                new Ports(RunningSystem.portBase() + 300),
                RunningSystem.environment(),
                new Progress(System.out));
        system = started;
        started.startEngines();
        made.start(started.serviceEnvironment());
    }

    @AfterAll
    void end() {
        if (containers != null) {
            containers.close();
        }
        if (system != null) {
            system.close();
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
        for (String container : containers().running()) {
            assertThat(containers().bash(container, "echo $UID")).isEqualTo("10001");
            assertThat(containers().bash(container, ": > /tmp/a && echo written"))
                    .isEqualTo("written");
            assertThat(containers().bash(container, ": > /app/a")).contains("Read-only file system");
        }
    }

    @Test
    void an_image_says_what_it_is_and_what_is_in_it() throws Exception {
        for (String service : ServiceContainers.services()) {
            assertThat(containers()
                            .engine()
                            .run("inspect", "--format", "{{json .Config.Labels}}", ServiceContainers.image(service)))
                    .contains("\"org.opencontainers.image.title\":\"sightline/" + service + "\"")
                    .contains("\"org.opencontainers.image.version\":\"0.1.0-SNAPSHOT\"")
                    .containsPattern("\"org.opencontainers.image.revision\":\"[0-9a-f]{40}\"");
        }
        for (String container : containers().running()) {
            assertThat(containers().bash(container, "mapfile -n 4000 lines < /app/bom.json; echo \"${lines[*]}\""))
                    .contains("\"CycloneDX\"")
                    .contains("pkg:maven/io.quarkus/");
        }
    }

    @Test
    void the_topics_program_of_the_stats_image_finds_them_all_there() throws Exception {
        var result = containers()
                .engine()
                .attempt(
                        "run",
                        "--rm",
                        "--network=host",
                        "--read-only",
                        "--entrypoint=java",
                        "--env=SIGHTLINE_KAFKA=" + system().engineAddress("SIGHTLINE_KAFKA"),
                        ServiceContainers.image("stats-service"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        "/app/app/*:/app/lib/boot/*:/app/lib/main/*",
                        "dev.sightline.stats.topics.CreateTopics");

        assertThat(result.status()).as(result.output()).isZero();
    }

    private ServiceContainers containers() {
        return Objects.requireNonNull(containers);
    }

    private LocalSystem system() {
        return Objects.requireNonNull(system);
    }
}
