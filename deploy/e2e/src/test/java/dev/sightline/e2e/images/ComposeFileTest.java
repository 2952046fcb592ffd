package dev.sightline.e2e.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.e2e.RunningSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sightline env}, and {@code docker-compose.yml} as Compose itself understands it. */
class ComposeFileTest {
    private static final List<String> SERVICES =
            List.of("ingest-service", "stats-service", "query-service", "alert-service", "dashboard-ui");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(".env");
    }

    @Test
    void secrets_are_written_for_their_owner_alone() throws Exception {
        assertThat(env().status()).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(written().getProperty("SIGHTLINE_INGEST_KEY")).startsWith(ApiKey.PREFIX);
        assertThat(ApiKey.isMistyped(written().getProperty("SIGHTLINE_INGEST_KEY")))
                .isFalse();
        assertThat(written().getProperty("SIGHTLINE_SESSION_SECRET")).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void what_is_there_is_only_replaced_when_told_to() throws Exception {
        env();
        var first = written();

        assertThat(env().status()).as("a second time").isEqualTo(1);
        assertThat(written()).isEqualTo(first);

        assertThat(env("--force").status()).isZero();
        assertThat(written().getProperty("SIGHTLINE_POSTGRES_PASSWORD"))
                .isNotEqualTo(first.getProperty("SIGHTLINE_POSTGRES_PASSWORD"));
    }

    @Test
    void compose_takes_the_file_and_bounds_every_part() throws Exception {
        env();

        var services = composed().path("services");

        services.properties().forEach(service -> {
            assertThat(service.getValue().path("mem_limit").asText())
                    .as("memory of " + service.getKey())
                    .matches("\\d+[mg]?");
            assertThat(service.getValue().path("image").asText())
                    .as("image of " + service.getKey())
                    .matches(".+:[\\w.-]*\\d[\\w.-]*");
        });
        assertThat(SERVICES).allSatisfy(name -> {
            assertThat(services.path(name).path("read_only").asBoolean()).isTrue();
            assertThat(services.path(name).path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        });
    }

    @Test
    void every_variable_that_a_service_is_given_is_one_that_it_reads() throws Exception {
        env();
        var composed = composed();

        for (String service : SERVICES) {
            var read = Files.readString(
                    RunningSystem.home().resolve(service).resolve("src/main/resources/application.properties"));
            composed.path("services")
                    .path(service)
                    .path("environment")
                    .fieldNames()
                    .forEachRemaining(name -> {
                        if (name.startsWith("SIGHTLINE_")) {
                            assertThat(read).as("settings of " + service).contains("${" + name);
                        }
                    });
        }
    }

    @Test
    void without_secrets_compose_refuses_and_says_what_makes_them() throws Exception {
        Files.createFile(file);

        var refused = compose();

        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("./sightline env");
    }

    private Properties written() throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private ContainerEngine.Result env(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("./sightline", "env", "--file", file.toString()));
        command.addAll(List.of(options));
        return run(command);
    }

    private JsonNode composed() throws IOException, InterruptedException {
        var result = compose();
        assertThat(result.status()).as(result.output()).isZero();
        return new YAMLMapper().readTree(result.output());
    }

    private ContainerEngine.Result compose() throws IOException, InterruptedException {
        var command = new ArrayList<>(tool());
        command.addAll(List.of("--env-file", file.toString(), "config"));
        return run(command);
    }

    /** The older program where it is, otherwise the plug-in. */
    private static List<String> tool() throws IOException, InterruptedException {
        if (ContainerEngine.isOnPath("docker-compose")) {
            return List.of("docker-compose");
        }
        var plugin = List.of("docker", "compose");
        boolean isThere = ContainerEngine.isOnPath("docker")
                && run(List.of("docker", "compose", "version")).status() == 0;
        if (!isThere) {
            System.out.println("ComposeFileTest is skipped in part: Compose is not here");
            Assumptions.abort("Compose is not here");
        }
        return plugin;
    }

    private static ContainerEngine.Result run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(RunningSystem.home().toFile())
                .redirectErrorStream(true);
        // What the shell of the test happens to have set would be taken for the file's.
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGHTLINE_"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ContainerEngine.Result(process.waitFor(), output);
    }
}
