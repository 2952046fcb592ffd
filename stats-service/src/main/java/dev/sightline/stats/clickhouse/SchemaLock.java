package dev.sightline.stats.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Lets one instance at a time change the schema; Flyway itself has no lock on ClickHouse, and two instances would both make
 * each change and both enter it into the history.
 *
 * <p>The lock is a table: of several who create it, ClickHouse lets one, and tells the others that it exists. A holder that
 * died is succeeded by an instance of its own name at once, by others after the lease.
 */
final class SchemaLock implements AutoCloseable {
    /** Longer than any change may take: a second instance must not begin while the first is at it. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final String TABLE = "schema_change_lock";

    private final Connection connection;
    private final String database;
    private final String owner;
    private boolean held;

    /** @param owner name of this instance */
    SchemaLock(Connection connection, String database, String owner) {
        this.connection = connection;
        this.database = database;
        // It stands in a comment of the table.
        this.owner = owner.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Whether this instance holds it now. */
    boolean tryTake() throws SQLException {
        change("CREATE DATABASE IF NOT EXISTS `" + database + "`");
        if (isLeftBehind()) {
            change("DROP TABLE IF EXISTS " + table());
        }
        held = create();
        return held;
    }

    @Override
    public void close() throws SQLException {
        if (held) {
            held = false;
            change("DROP TABLE IF EXISTS " + table());
        }
    }

    private boolean create() throws SQLException {
        try {
            change("CREATE TABLE " + table() + " (owner String) ENGINE = TinyLog COMMENT '" + owner + "'");
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("TABLE_ALREADY_EXISTS")) {
                return false;
            }
            throw e;
        }
    }

    private boolean isLeftBehind() throws SQLException {
        String sql = "SELECT comment = ? OR metadata_modification_time < now() - ? FROM system.tables"
                + " WHERE database = ? AND name = ?";
        try (var question = connection.prepareStatement(sql)) {
            question.setString(1, owner);
            question.setLong(2, LEASE.toSeconds());
            question.setString(3, database);
            question.setString(4, TABLE);
            try (var answer = question.executeQuery()) {
                return answer.next() && answer.getInt(1) != 0;
            }
        }
    }

    private String table() {
        return "`" + database + "`." + TABLE;
    }

    private void change(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
