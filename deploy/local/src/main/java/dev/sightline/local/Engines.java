package dev.sightline.local;

import dev.sightline.contract.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The real engines: Kafka, ClickHouse, PostgreSQL, S3, and a mail catcher, each a process of its own on loopback.
 *
 * <p>Nothing but the addresses of {@link #environment} tells a service that they run here and not in a cluster.
 */
public final class Engines {
    /** The databases that the services expect to exist. */
    private static final List<String> DATABASES = List.of("sightline_query", "sightline_alert");

    private static final String S3_ACCESS_KEY = "sightline";
    private static final String S3_SECRET_KEY = "sightline-local-only";

    private final Layout layout;
    private final Ports ports;
    private final ChildProcess kafka;
    private final ChildProcess clickHouse;
    private final Postgres postgres;
    private final ChildProcess s3;
    private final ChildProcess mail;

    public Engines(Layout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
        kafka = new ChildProcess(
                "kafka",
                layout,
                () -> ChildProcess.java(
                        "512m",
                        KafkaHost.class,
                        layout.of("kafka").toString(),
                        Integer.toString(ports.kafka()),
                        Integer.toString(ports.kafkaController())),
                Map::of,
                () -> Probe.accepts(ports.kafka()));
        clickHouse = new ChildProcess(
                "clickhouse",
                layout,
                () -> ChildProcess.java(
                        "64m",
                        ClickHouseHost.class,
                        layout.clickHouseLibrary().toString(),
                        layout.of("clickhouse").toString(),
                        clickHouseConfiguration().toString(),
                        Integer.toString(ports.clickHouse())),
                Map::of,
                () -> Probe.answers("http://127.0.0.1:" + ports.clickHouse() + "/ping"));
        postgres = new Postgres(layout, ports.postgres());
        s3 = new ChildProcess(
                "s3",
                layout,
                () -> ChildProcess.java(
                        "192m",
                        org.gaul.s3proxy.Main.class,
                        "--properties",
                        s3Configuration().toString()),
                Map::of,
                () -> Probe.answers("http://127.0.0.1:" + ports.s3() + "/"));
        mail = new ChildProcess(
                "mail",
                layout,
                () -> ChildProcess.java(
                        "96m", MailHost.class, Integer.toString(ports.smtp()), Integer.toString(ports.inbox())),
                Map::of,
                () -> Probe.accepts(ports.smtp()) && Probe.accepts(ports.inbox()));
    }

    /** In the order of their starts. */
    public List<Part> all() {
        return List.of(kafka, clickHouse, postgres, s3, mail);
    }

    /** Ends what an earlier launcher on the same data left behind when it was killed. */
    void endStale() {
        List.of(kafka, clickHouse, s3, mail).forEach(ChildProcess::endStale);
        postgres.endStale();
    }

    /** What the services need to find here: databases and topics. Repeating it changes nothing. */
    void prepare() {
        DATABASES.forEach(postgres::createDatabase);
        var topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafkaAddress()))) {
            for (var created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
        }
    }

    /** Where the engines are, as every service reads it. */
    public Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SIGHTLINE_KAFKA", kafkaAddress());
        environment.put("SIGHTLINE_CLICKHOUSE_URL", "http://127.0.0.1:" + ports.clickHouse());
        environment.put("SIGHTLINE_POSTGRES", "127.0.0.1:" + ports.postgres());
        environment.put("SIGHTLINE_POSTGRES_USER", Postgres.USER);
        environment.put("SIGHTLINE_POSTGRES_PASSWORD", Postgres.USER);
        environment.put("SIGHTLINE_S3_ENDPOINT", "http://127.0.0.1:" + ports.s3());
        environment.put("SIGHTLINE_S3_ACCESS_KEY", S3_ACCESS_KEY);
        environment.put("SIGHTLINE_S3_SECRET_KEY", S3_SECRET_KEY);
        environment.put("SIGHTLINE_SMTP_HOST", "127.0.0.1");
        environment.put("SIGHTLINE_SMTP_PORT", Integer.toString(ports.smtp()));
        return environment;
    }

    private String kafkaAddress() {
        return "127.0.0.1:" + ports.kafka();
    }

    private Path clickHouseConfiguration() {
        var file = layout.of("clickhouse-configuration").resolve("config.xml");
        try (var template = Engines.class.getResourceAsStream("/clickhouse.xml")) {
            if (template == null) {
                throw new IllegalStateException("clickhouse.xml is missing from the class path");
            }
            // The engine wants its users in a file that it is given by name: this one.
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(file, text.replace("@CONFIGURATION@", file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private Path s3Configuration() {
        var settings = new Properties();
        settings.put("s3proxy.endpoint", "http://127.0.0.1:" + ports.s3());
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", S3_ACCESS_KEY);
        settings.put("s3proxy.credential", S3_SECRET_KEY);
        settings.put("jclouds.provider", "filesystem-nio2");
        settings.put("jclouds.identity", "unused");
        settings.put("jclouds.credential", "unused");
        settings.put("jclouds.filesystem.basedir", layout.of("s3").toString());
        var file = layout.of("s3-configuration").resolve("s3proxy.conf");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, "Written at each start");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void awaitCreated(org.apache.kafka.common.KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot make the topics", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
