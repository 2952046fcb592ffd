package dev.sightline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The benchmarks' SQL, one question a file. */
final class Resources {
    private Resources() {}

    static String text(String name) throws IOException {
        try (var in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
