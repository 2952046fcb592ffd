package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The engines as child processes of this one: nothing has to be on the machine for them. */
final class ProcessEngines {
    private ProcessEngines() {}

    /** In the order of their starts. */
    static List<Part> of(Layout layout, Ports ports) {
        return List.of(
                kafka(layout, ports),
                clickHouse(layout, ports),
                new Postgres(layout, ports.postgres()),
                s3(layout, ports),
                mail(layout, ports));
    }

    private static Part kafka(Layout layout, Ports ports) {
        return new ChildProcess(
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
    }

    private static Part clickHouse(Layout layout, Ports ports) {
        return new ChildProcess(
                "clickhouse",
                layout,
                () -> afterOthers(ChildProcess.java(
                        "64m",
                        ClickHouseHost.class,
                        layout.clickHouseLibrary().toString(),
                        layout.of("clickhouse").toString(),
                        clickHouseConfiguration(layout).toString(),
                        Integer.toString(ports.clickHouse()))),
                () -> Map.of(Engines.READER_PASSWORD, Engines.READER_SECRET),
                () -> Probe.answers("http://127.0.0.1:" + ports.clickHouse() + "/ping"));
    }

    /**
     * With a third of the others' weight when processors are scarce. What ClickHouse writes and merges after a spike fills a
     * small machine for minutes, and can wait; who waits for the acknowledgement of a report cannot.
     */
    private static List<String> afterOthers(List<String> command) {
        return Stream.concat(Stream.of("nice", "-n", "5"), command.stream()).toList();
    }

    private static Part s3(Layout layout, Ports ports) {
        return new ChildProcess(
                "s3",
                layout,
                () -> ChildProcess.java(
                        "192m",
                        org.gaul.s3proxy.Main.class,
                        "--properties",
                        s3Configuration(layout, ports).toString()),
                Map::of,
                () -> Probe.answers("http://127.0.0.1:" + ports.s3() + "/"));
    }

    /** Serves the containers, too: it is ours, keeps nothing, and shows the mails on a page. */
    static Part mail(Layout layout, Ports ports) {
        return new ChildProcess(
                "mail",
                layout,
                () -> ChildProcess.java(
                        "96m", MailHost.class, Integer.toString(ports.smtp()), Integer.toString(ports.inbox())),
                Map::of,
                () -> Probe.accepts(ports.smtp()) && Probe.accepts(ports.inbox()));
    }

    private static Path clickHouseConfiguration(Layout layout) {
        var file = layout.of("clickhouse-configuration").resolve("config.xml");
        return ClickHouseConfiguration.write(file, file.toString(), List.of("127.0.0.1", "::1"));
    }

    private static Path s3Configuration(Layout layout, Ports ports) {
        var settings = new Properties();
        settings.put("s3proxy.endpoint", "http://127.0.0.1:" + ports.s3());
        settings.put("s3proxy.authorization", "aws-v2-or-v4");
        settings.put("s3proxy.identity", Engines.S3_ACCESS_KEY);
        settings.put("s3proxy.credential", Engines.S3_SECRET_KEY);
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
}
