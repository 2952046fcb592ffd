package dev.sightline.alert.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Runs work in transactions. Whatever the work throws rolls all of it back.
 *
 * <p>To be called on a virtual thread: it waits.
 */
@ApplicationScoped
public class Database {
    private final AgroalDataSource source;
    private final ObjectMapper json;

    Database(AgroalDataSource source, ObjectMapper json) {
        this.source = source;
        this.json = json;
    }

    /** What the work returns, after the commit. */
    public <T> T inTransaction(Function<Transaction, T> work) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            T result = rolledBackOnFailure(connection, work);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    private <T> T rolledBackOnFailure(Connection connection, Function<Transaction, T> work) throws SQLException {
        try {
            return work.apply(new Transaction(connection, this));
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON does not fit " + type, e);
        }
    }
}
