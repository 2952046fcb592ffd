package dev.sightline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which folder holds what.
 *
 * @param home the checkout: where the services' builds and the ClickHouse library are
 * @param data everything that outlives a start: the engines' files, logs, process ids
 */
public record Layout(Path home, Path data) {
    public Layout {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /** The files of one engine; made when missing. */
    Path of(String engine) {
        return folder(data.resolve(engine));
    }

    Path log(String process) {
        return folder(data.resolve("logs")).resolve(process + ".log");
    }

    Path pidFile(String process) {
        return folder(data.resolve("run")).resolve(process + ".pid");
    }

    /** The ClickHouse engine that npm fetched for this platform. */
    Path clickHouseLibrary() {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String platform = mac ? (arm ? "darwin-arm64" : "darwin-x64") : (arm ? "linux-arm64-gnu" : "linux-x64-gnu");
        var library = home.resolve("deploy/local/node_modules/@chdb/lib-" + platform + "/libchdb.so");
        if (!Files.exists(library)) {
            throw new IllegalStateException(
                    "The ClickHouse engine is missing (" + library + "); run `npm ci` in deploy/local.");
        }
        return library;
    }

    /** The built application of a service. */
    Path service(String name) {
        var jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(name + " is not built (" + jar + " is missing); run `./sightline build`.");
        }
        return jar;
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + path, e);
        }
    }
}
