package dev.sightline.alert.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row at hand; columns by name. */
public final class Row {
    private final ResultSet result;
    private final Database database;

    Row(ResultSet result, Database database) {
        this.result = result;
        this.database = database;
    }

    public String text(String column) {
        return Objects.requireNonNull(textOrNull(column), column);
    }

    public @Nullable String textOrNull(String column) {
        return read(() -> result.getString(column));
    }

    public UUID uuid(String column) {
        return Objects.requireNonNull(uuidOrNull(column), column);
    }

    public @Nullable UUID uuidOrNull(String column) {
        return read(() -> result.getObject(column, UUID.class));
    }

    public Instant instant(String column) {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    public @Nullable Instant instantOrNull(String column) {
        var time = read(() -> result.getObject(column, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    public int number(String column) {
        return Objects.requireNonNull(read(() -> result.getInt(column)), column);
    }

    public boolean is(String column) {
        return Objects.requireNonNull(read(() -> result.getBoolean(column)), column);
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    public <E extends Enum<E>> @Nullable E constantOrNull(String column, Class<E> type) {
        String name = textOrNull(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    public <T> T json(String column, Class<T> type) {
        return Objects.requireNonNull(jsonOrNull(column, type), column);
    }

    public <T> @Nullable T jsonOrNull(String column, Class<T> type) {
        String text = textOrNull(column);
        return text == null ? null : database.read(text, type);
    }

    private <T> @Nullable T read(Column<T> column) {
        try {
            return column.read();
        } catch (SQLException e) {
            throw new StoreException("a column cannot be read", e);
        }
    }

    private interface Column<T> {
        @Nullable T read() throws SQLException;
    }
}
