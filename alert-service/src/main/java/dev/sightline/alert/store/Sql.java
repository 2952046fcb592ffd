package dev.sightline.alert.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One statement, its parameters by name. */
public final class Sql {
    // Not behind a colon of its own: that is a cast.
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");

    private final Connection connection;
    private final Database database;
    private final List<String> names;
    private final String text;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    Sql(Connection connection, Database database, String text) {
        this.connection = connection;
        this.database = database;
        this.names =
                PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
        this.text = PARAMETER.matcher(text).replaceAll("?");
    }

    /** Text, number, boolean, UUID, instant, enum, or a collection of texts (an array). */
    public Sql with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** For {@code CAST(:name AS jsonb)}. */
    public Sql withJson(String name, @Nullable Object value) {
        values.put(name, value == null ? null : database.write(value));
        return this;
    }

    /** How many rows it changed. */
    public int update() {
        try (var statement = prepared()) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public <T> List<T> rows(Function<Row, T> reader) {
        try (var statement = prepared();
                var result = statement.executeQuery()) {
            var row = new Row(result, database);
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.apply(row));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public <T> Optional<T> first(Function<Row, T> reader) {
        return rows(reader).stream().findFirst();
    }

    private PreparedStatement prepared() throws SQLException {
        var statement = connection.prepareStatement(text);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!values.containsKey(name)) {
                statement.close();
                throw new IllegalStateException("parameter " + name + " is missing in: " + text);
            }
            bind(statement, i + 1, values.get(name));
        }
        return statement;
    }

    private void bind(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.NULL);
            case Instant instant -> statement.setObject(position, instant.atOffset(ZoneOffset.UTC));
            case Enum<?> constant -> statement.setString(position, constant.name());
            case Collection<?> texts -> statement.setArray(position, connection.createArrayOf("text", texts.toArray()));
            default -> statement.setObject(position, value);
        }
    }

    private StoreException failed(SQLException cause) {
        return new StoreException("statement failed: " + text, cause);
    }
}
