package dev.sightline.local;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * The engines as containers, at the addresses that the processes have, with the settings that the processes have. Their
 * data lie in folders of their own: S3 keeps them in another form, PostgreSQL and ClickHouse for another user.
 *
 * <p>They run as the user who owns the data folder, so that this user can delete the data again.
 */
final class ContainerEngines {
    static final String KAFKA = "apache/kafka:4.1.1";
    private static final String CLICKHOUSE = "clickhouse/clickhouse-server:26.7";
    private static final String POSTGRES = "postgres:18";
    private static final String S3 = "minio/minio:RELEASE.2025-09-07T16-13-09Z";

    static final List<String> IMAGES = List.of(KAFKA, CLICKHOUSE, POSTGRES, S3);

    /** Where every container has its data and its configuration. */
    private static final String DATA = "/sightline/data";

    private static final String CONFIGURATION = "/sightline/configuration";

    private final Layout layout;
    private final Ports ports;

    private ContainerEngines(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
    }

    /** In the order of their starts. */
    static List<Part> of(Layout layout, Ports ports) {
        var engines = new ContainerEngines(layout, ports);
        return List.of(
                new ContainerPart("kafka", layout, engines::kafka, () -> Probe.isBroker(ports.kafka())),
                new ContainerPart(
                        "clickhouse",
                        layout,
                        engines::clickHouse,
                        () -> Probe.answers("http://127.0.0.1:" + ports.clickHouse() + "/ping")),
                new ContainerPart("postgres", layout, engines::postgres, () -> Probe.isPostgres(ports.postgres())),
                new ContainerPart(
                        "s3", layout, engines::s3, () -> Probe.answers("http://127.0.0.1:" + ports.s3() + "/")),
                ProcessEngines.mail(layout, ports));
    }

    private GenericContainer<?> kafka() {
        String port = Integer.toString(ports.kafka());
        var settings = KafkaHost.settings(Path.of(DATA), "0.0.0.0", port, Integer.toString(ports.kafkaController()));
        try (var out = Files.newBufferedWriter(configuration("kafka").resolve("kafka.properties"))) {
            settings.store(out, "Written at each start");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of kafka", e);
        }
        // Past the image's own start, which writes where only its own user may.
        String start = """
                cd /opt/kafka/bin
                [ -f %1$s/meta.properties ] || ./kafka-storage.sh format -t "$(./kafka-storage.sh random-uuid)" -c %2$s
                exec ./kafka-server-start.sh %2$s
                """.formatted(DATA, CONFIGURATION + "/kafka.properties");
        return container(KAFKA, "kafka", ports.kafka(), ports.kafka(), "bash", "-ec", start)
                .withEnv(Map.of("KAFKA_HEAP_OPTS", "-Xmx512m", "LOG_DIR", "/tmp/kafka-logs"));
    }

    private GenericContainer<?> clickHouse() {
        String file = CONFIGURATION + "/config.xml";
        // Docker hands on from an address of its own; it listens on loopback for us.
        ClickHouseConfiguration.write(configuration("clickhouse").resolve("config.xml"), file, List.of("::/0"));
        return container(
                        CLICKHOUSE,
                        "clickhouse",
                        ports.clickHouse(),
                        8123,
                        "clickhouse",
                        "server",
                        "--config-file=" + file,
                        "--",
                        "--path=" + DATA + "/",
                        "--http_port=8123",
                        "--listen_host=0.0.0.0",
                        "--logger.console=1",
                        "--logger.level=warning")
                // Or a second process watches the first, and takes the signals.
                .withEnv(Map.of("CLICKHOUSE_WATCHDOG_ENABLE", "0", Engines.READER_PASSWORD, Engines.READER_SECRET));
    }

    private GenericContainer<?> postgres() {
        // The image's own start: it makes the first database, and steps down from root, which PostgreSQL refuses to be.
        return container(POSTGRES, "postgres", ports.postgres(), 5432)
                .withEnv(Map.of("PGDATA", DATA, "POSTGRES_PASSWORD", Postgres.USER));
    }

    private GenericContainer<?> s3() {
        return container(S3, "s3", ports.s3(), 9000, "minio", "server", DATA)
                .withEnv(
                        Map.of("MINIO_ROOT_USER", Engines.S3_ACCESS_KEY, "MINIO_ROOT_PASSWORD", Engines.S3_SECRET_KEY));
    }

    /** @param entrypoint none for the image's own */
    private GenericContainer<?> container(String image, String engine, int port, int inside, String... entrypoint) {
        var binds = List.of(bind(data(engine), DATA), bind(configuration(engine), CONFIGURATION));
        var container = new GenericContainer<>(DockerImageName.parse(image));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
        container.waitingFor(new NoWait());
        return container.withCreateContainerCmdModifier(command -> {
            command.withUser(owner());
            Objects.requireNonNull(command.getHostConfig()).withBinds(binds);
            if (entrypoint.length > 0) {
                command.withEntrypoint(entrypoint).withCmd();
            }
        });
    }

    private static Bind bind(Path folder, String seenAs) {
        // Shared: without the label SELinux keeps the container out of the folder.
        return new Bind(folder.toString(), new Volume(seenAs), AccessMode.rw, SELContext.shared);
    }

    private Path data(String engine) {
        return layout.of("containers/" + engine);
    }

    private Path configuration(String engine) {
        return layout.of("containers/" + engine + "-configuration");
    }

    private String owner() {
        try {
            return Files.getAttribute(layout.data(), "unix:uid") + ":" + Files.getAttribute(layout.data(), "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell who owns " + layout.data(), e);
        }
    }

    /** The supervisor waits, for all of them side by side. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
