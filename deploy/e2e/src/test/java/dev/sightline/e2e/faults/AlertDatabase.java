package dev.sightline.e2e.faults;

import static org.awaitility.Awaitility.await;

import dev.sightline.local.LocalSystem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * A database of alert-service's for one test class, and the lock with which a test stops the service at a certain step:
 * what it did so far in its transaction is written and not committed.
 */
final class AlertDatabase {
    private final String server;
    private final String name =
            "alert_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    AlertDatabase(LocalSystem system) {
        server = "jdbc:postgresql://" + system.engineAddress("SIGHTLINE_POSTGRES") + "/";
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database on " + server, e);
        }
    }

    String name() {
        return name;
    }

    /** From now on nobody writes to the outbox. Reading goes on. */
    HeldOutbox holdOutbox() {
        try {
            var connection = connect(name);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("LOCK TABLE delivery IN SHARE ROW EXCLUSIVE MODE");
            }
            return new HeldOutbox(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be held", e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server + database + "?connectTimeout=5", "postgres", "postgres");
    }

    /** Until it is closed. */
    static final class HeldOutbox implements AutoCloseable {
        private final Connection connection;

        private HeldOutbox(Connection connection) {
            this.connection = connection;
        }

        /** Returns when somebody stands before the outbox with something to write. */
        void awaitReached() {
            await("a write to the outbox")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(this::isReached);
        }

        private boolean isReached() throws SQLException {
            try (var statement = connection.createStatement();
                    var waiting = statement.executeQuery(
                            "SELECT FROM pg_locks WHERE relation = 'delivery'::regclass AND NOT granted")) {
                return waiting.next();
            }
        }

        @Override
        public void close() {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException("the outbox is still held", e);
            }
        }
    }
}
