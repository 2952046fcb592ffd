package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** ClickHouse's settings and users, written at each start. */
final class ClickHouseConfiguration {
    private ClickHouseConfiguration() {}

    /**
     * Writes the file, and beside it the users that containers have as well, which the engine merges into it; returns the file.
     *
     * @param seenAs where the engine finds the file: it wants its users in a file that it is given by name, this one
     * @param networks from where the engine can be reached
     */
    static Path write(Path file, String seenAs, List<String> networks) {
        try {
            var merged = Files.createDirectories(file.resolveSibling("config.d"));
            Files.writeString(merged.resolve("users.xml"), resource("clickhouse-users.xml"));
            return Files.writeString(
                    file,
                    resource("clickhouse.xml")
                            .replace("@CONFIGURATION@", seenAs)
                            .replace(
                                    "@NETWORKS@",
                                    networks.stream()
                                            .map(network -> "<ip>" + network + "</ip>")
                                            .collect(Collectors.joining())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = ClickHouseConfiguration.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
