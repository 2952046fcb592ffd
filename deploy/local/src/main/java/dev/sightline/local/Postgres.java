package dev.sightline.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from its own binaries. The server detaches itself, so that it is known by the id in its
 * {@code postmaster.pid} and not as a child.
 */
final class Postgres implements Part {
    static final String USER = "postgres";

    private final Layout layout;
    private final int port;
    private volatile @Nullable EmbeddedPostgres server;
    private volatile Runnable exitAction = () -> {};

    Postgres(Layout layout, int port) {
        this.layout = layout;
        this.port = port;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public synchronized void start() {
        release();
        try {
            var log = ProcessBuilder.Redirect.appendTo(layout.log(name()).toFile());
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(layout.of("postgres-binaries").toFile())
                    .setPort(port)
                    // Both are off by default there, for throw-away tests; accounts are not to be thrown away.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setRegisterShutdownHook(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL; see " + layout.log(name()), e);
        }
        postmaster().ifPresent(handle -> {
            var _ = handle.onExit().thenRun(() -> exitAction.run());
        });
    }

    @Override
    public boolean isReady() {
        return isAlive() && Probe.accepts(port);
    }

    @Override
    public boolean isAlive() {
        return pid() > 0;
    }

    @Override
    public long pid() {
        return postmaster().map(ProcessHandle::pid).orElse(-1L);
    }

    @Override
    public void stop(Duration grace) {
        exitAction = () -> {};
        var running = postmaster();
        release();
        // Its pid file is gone a moment before it is.
        running.ifPresent(handle -> ChildProcess.end(handle, grace));
    }

    @Override
    public void kill() {
        postmaster().ifPresent(handle -> ChildProcess.end(handle, Duration.ZERO));
    }

    @Override
    public void onExit(Runnable action) {
        exitAction = action;
    }

    /** Ends the server if it runs, and gives its lock on the data folder back: a killed server's handle still has it. */
    private void release() {
        var current = server;
        server = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot stop PostgreSQL", e);
            }
        }
    }

    @Override
    public void endStale() {
        postmaster().ifPresent(handle -> ChildProcess.end(handle, Duration.ofSeconds(5)));
    }

    /** A connection to the server on this port; gives up after two seconds, for one that is just starting or ending. */
    static Connection connect(int port) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2&loginTimeout=2";
        return DriverManager.getConnection(url, USER, USER);
    }

    private Path data() {
        return layout.data().resolve("postgres");
    }

    /** The running server of our data folder, if any. */
    private Optional<ProcessHandle> postmaster() {
        var file = data().resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info().command().orElse("").contains("postgres"));
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            // The server is just writing or deleting the file: it is not up.
            return Optional.empty();
        }
    }
}
