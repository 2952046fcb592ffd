package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** ClickHouse's settings and users in one file, written at each start. */
final class ClickHouseConfiguration {
    private ClickHouseConfiguration() {}

    /**
     * Writes the file and returns it.
     *
     * @param seenAs where the engine finds the file: it wants its users in a file that it is given by name, this one
     * @param networks from where the engine can be reached
     */
    static Path write(Path file, String seenAs, List<String> networks) {
        try (var template = ClickHouseConfiguration.class.getResourceAsStream("/clickhouse.xml")) {
            if (template == null) {
                throw new IllegalStateException("clickhouse.xml is missing from the class path");
            }
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    file,
                    text.replace("@CONFIGURATION@", seenAs)
                            .replace(
                                    "@NETWORKS@",
                                    networks.stream()
                                            .map(network -> "<ip>" + network + "</ip>")
                                            .collect(Collectors.joining())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
