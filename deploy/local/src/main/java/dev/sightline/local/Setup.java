package dev.sightline.local;

import dev.sightline.contract.access.ApiKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * The first workspace's owner and ingest key: from the environment ({@code SIGHTLINE_OWNER_EMAIL} and the others of the
 * README), otherwise made at the first start and kept in a file that only its owner may read, so that every later start
 * can show them again.
 */
record Setup(String ownerEmail, String ownerPassword, String ingestKey, String workspace, String sessionSecret) {
    static Setup of(Layout layout, Map<String, String> environment) {
        var file = layout.of("setup").resolve("setup.properties");
        var kept = new Properties();
        var random = new SecureRandom();
        try {
            if (Files.exists(file)) {
                try (var in = Files.newBufferedReader(file)) {
                    kept.load(in);
                }
            }
            var setup = new Setup(
                    value(kept, environment, "SIGHTLINE_OWNER_EMAIL", "owner@example.com"),
                    value(kept, environment, "SIGHTLINE_OWNER_PASSWORD", secret(random, 9)),
                    value(kept, environment, "SIGHTLINE_INGEST_KEY", ApiKey.generate(random)),
                    value(kept, environment, "SIGHTLINE_WORKSPACE", "default"),
                    value(kept, environment, "SIGHTLINE_SESSION_SECRET", secret(random, 32)));
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var out = Files.newBufferedWriter(file)) {
                kept.store(out, "Secrets of this local installation");
            }
            return setup;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the setup in " + file, e);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "SIGHTLINE_OWNER_EMAIL", ownerEmail,
                "SIGHTLINE_OWNER_PASSWORD", ownerPassword,
                "SIGHTLINE_INGEST_KEY", ingestKey,
                "SIGHTLINE_WORKSPACE", workspace,
                "SIGHTLINE_SESSION_SECRET", sessionSecret);
    }

    private static String value(Properties kept, Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, kept.getProperty(name, otherwise));
        kept.setProperty(name, value);
        return value;
    }

    private static String secret(SecureRandom random, int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
