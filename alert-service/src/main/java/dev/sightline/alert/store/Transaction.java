package dev.sightline.alert.store;

import java.sql.Connection;

/** One transaction at hand. */
public final class Transaction {
    private final Connection connection;
    private final Database database;

    Transaction(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /** A statement with parameters as {@code :name}. */
    public Sql sql(String text) {
        return new Sql(connection, database, text);
    }
}
