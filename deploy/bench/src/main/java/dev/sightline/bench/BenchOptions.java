package dev.sightline.bench;

import dev.sightline.local.Ports;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./sightline bench NAME [--inferences N] [--minutes N] [--port-base N]} was asked for.
 *
 * @param inferences how many to measure with, for benchmarks that make a backlog or a history; null for as many as the
 *     published figures stand on
 * @param minutes how long the soak lasts
 */
record BenchOptions(
        Path home, String name, Ports ports, @Nullable Long inferences, int minutes) {
    private static final int PORT_BASE = 25_080;
    private static final int MINUTES = 60;

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    static BenchOptions parse(List<String> arguments, List<String> names) {
        Path home = Path.of("");
        String name = "";
        int portBase = PORT_BASE;
        Long inferences = null;
        int minutes = MINUTES;
        var rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            if (!argument.startsWith("--")) {
                name = argument;
                continue;
            }
            String value = rest.isEmpty() ? "" : rest.remove();
            switch (argument) {
                case "--home" -> home = Path.of(value);
                case "--port-base" -> portBase = Integer.parseInt(value);
                case "--inferences" -> inferences = Long.parseLong(value);
                case "--minutes" -> minutes = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("There is no option " + argument + ".");
            }
        }
        if (!names.contains(name)) {
            throw new IllegalArgumentException("Which one? There are " + String.join(", ", names) + ".");
        }
        return new BenchOptions(home, name, new Ports(portBase), inferences, minutes);
    }

    /** As many as were asked for, or as many as usual. */
    long inferencesOr(long usual) {
        return inferences == null ? usual : inferences;
    }
}
