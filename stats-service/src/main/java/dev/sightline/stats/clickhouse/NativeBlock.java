package dev.sightline.stats.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in ClickHouse's Native format: column after column, as the engine itself keeps them.
 *
 * <p>Native and not RowBinary: the engine takes the same rows about 1.6 times faster, since it need not turn rows into
 * columns. The format (per block: number of columns and rows as varints, then per column its name, its type, and all its
 * values) is described in ClickHouse's documentation of formats and of the native protocol's data blocks. The engine
 * converts a plain type into the table's own, such as a LowCardinality of it.
 */
public final class NativeBlock {
    private final List<Column> columns = new ArrayList<>();

    public StringColumn string(String name) {
        return add(new StringColumn(name));
    }

    /** UInt8 of 0 and 1, as Bool is kept. */
    public NumberColumn bool(String name) {
        return add(new NumberColumn(name, "Bool", 1));
    }

    public NumberColumn uint16(String name) {
        return add(new NumberColumn(name, "UInt16", 2));
    }

    public NumberColumn int32(String name) {
        return add(new NumberColumn(name, "Int32", 4));
    }

    public NumberColumn uint32(String name) {
        return add(new NumberColumn(name, "UInt32", 4));
    }

    public NumberColumn uint64(String name) {
        return add(new NumberColumn(name, "UInt64", 8));
    }

    /** Unix time in microseconds. */
    public NumberColumn micros(String name) {
        return add(new NumberColumn(name, "DateTime64(6, 'UTC')", 8));
    }

    /** Unix time in milliseconds. */
    public NumberColumn millis(String name) {
        return add(new NumberColumn(name, "DateTime64(3, 'UTC')", 8));
    }

    public DoubleColumn float64(String name) {
        return add(new DoubleColumn(name));
    }

    public NullableDoubleColumn nullableFloat64(String name) {
        return add(new NullableDoubleColumn(name));
    }

    public NullableMicrosColumn nullableMicros(String name) {
        return add(new NullableMicrosColumn(name));
    }

    public ArrayColumn<StringColumn> strings(String name) {
        return add(new ArrayColumn<>(name, new StringColumn("")));
    }

    public ArrayColumn<DoubleColumn> float64s(String name) {
        return add(new ArrayColumn<>(name, new DoubleColumn("")));
    }

    public ArrayColumn<NumberColumn> int32s(String name) {
        return add(new ArrayColumn<>(name, new NumberColumn("", "Int32", 4)));
    }

    public MapColumn map(String name) {
        return add(new MapColumn(name));
    }

    /** Number of rows. Every column has as many values, or {@link #writeTo} refuses. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().rows();
    }

    /**
     * Writes the block as the body of an insert.
     *
     * @throws IllegalStateException when a column has more or fewer values than the first
     */
    public void writeTo(OutputStream out) throws IOException {
        var head = new Bytes(256);
        head.varint(columns.size());
        head.varint(rows());
        head.writeTo(out);
        for (Column column : columns) {
            if (column.rows() != rows()) {
                throw new IllegalStateException(
                        "column " + column.name() + " has " + column.rows() + " values in a block of " + rows());
            }
            var title = new Bytes(64);
            title.text(column.name());
            title.text(column.type());
            title.writeTo(out);
            column.writeTo(out);
        }
    }

    private <C extends Column> C add(C column) {
        columns.add(column);
        return column;
    }

    /** One column's values. */
    public interface Column {
        String name();

        /** As ClickHouse names it. */
        String type();

        int rows();

        void writeTo(OutputStream out) throws IOException;
    }

    /** Text as UTF-8. */
    public static final class StringColumn implements Column {
        private final String name;
        private final Bytes values = new Bytes(1024);
        private int rows;
        private String last = "";
        private byte[] lastBytes = new byte[0];

        private StringColumn(String name) {
            this.name = name;
        }

        public void add(String value) {
            // Neighbours are mostly alike: workspace, model, device.
            if (!value.equals(last)) {
                last = value;
                lastBytes = value.getBytes(StandardCharsets.UTF_8);
            }
            add(lastBytes, 0, lastBytes.length);
        }

        /** UTF-8 as it lies there. */
        public void add(byte[] utf8, int begin, int length) {
            values.varint(length);
            values.bytes(utf8, begin, length);
            rows++;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "String";
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            values.writeTo(out);
        }
    }

    /** Whole numbers of a fixed width, the lowest bytes of what is added. */
    public static final class NumberColumn implements Column {
        private final String name;
        private final String type;
        private final int width;
        private final Bytes values = new Bytes(1024);
        private int rows;

        private NumberColumn(String name, String type, int width) {
            this.name = name;
            this.type = type;
            this.width = width;
        }

        public void add(long value) {
            values.littleEndian(value, width);
            rows++;
        }

        public void add(boolean value) {
            add(value ? 1 : 0);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            values.writeTo(out);
        }
    }

    /** Float64. */
    public static final class DoubleColumn implements Column {
        private final String name;
        private final Bytes values = new Bytes(1024);
        private int rows;

        private DoubleColumn(String name) {
            this.name = name;
        }

        public void add(double value) {
            values.littleEndian(Double.doubleToLongBits(value), 8);
            rows++;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "Float64";
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            values.writeTo(out);
        }
    }

    /** Nullable(Float64): which are null, then all values. */
    public static final class NullableDoubleColumn implements Column {
        private final Bytes nulls = new Bytes(256);
        private final DoubleColumn values;

        private NullableDoubleColumn(String name) {
            values = new DoubleColumn(name);
        }

        public void add(@Nullable Double value) {
            nulls.littleEndian(value == null ? 1 : 0, 1);
            values.add(value == null ? 0 : value);
        }

        @Override
        public String name() {
            return values.name();
        }

        @Override
        public String type() {
            return "Nullable(Float64)";
        }

        @Override
        public int rows() {
            return values.rows();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            nulls.writeTo(out);
            values.writeTo(out);
        }
    }

    /** Nullable(DateTime64(6)), Unix time in microseconds; 0 is null. */
    public static final class NullableMicrosColumn implements Column {
        private final Bytes nulls = new Bytes(256);
        private final NumberColumn values;

        private NullableMicrosColumn(String name) {
            values = new NumberColumn(name, "DateTime64(6, 'UTC')", 8);
        }

        public void add(long micros) {
            nulls.littleEndian(micros == 0 ? 1 : 0, 1);
            values.add(micros);
        }

        @Override
        public String name() {
            return values.name();
        }

        @Override
        public String type() {
            return "Nullable(" + values.type() + ")";
        }

        @Override
        public int rows() {
            return values.rows();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            nulls.writeTo(out);
            values.writeTo(out);
        }
    }

    /** Array(…): add the values of a row to {@link #values()}, then {@link #endRow()}. */
    public static final class ArrayColumn<C extends Column> implements Column {
        private final String name;
        private final Bytes ends = new Bytes(256);
        private final C values;
        private int rows;

        private ArrayColumn(String name, C values) {
            this.name = name;
            this.values = values;
        }

        public C values() {
            return values;
        }

        public void endRow() {
            ends.littleEndian(values.rows(), 8);
            rows++;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "Array(" + values.type() + ")";
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ends.writeTo(out);
            values.writeTo(out);
        }
    }

    /** Map(String, String). */
    public static final class MapColumn implements Column {
        private final String name;
        private final Bytes ends = new Bytes(256);
        private final StringColumn keys = new StringColumn("");
        private final StringColumn values = new StringColumn("");
        private int rows;

        private MapColumn(String name) {
            this.name = name;
        }

        public void add(java.util.Map<String, String> map) {
            map.forEach((key, value) -> {
                keys.add(key);
                values.add(value);
            });
            ends.littleEndian(keys.rows(), 8);
            rows++;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "Map(String, String)";
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ends.writeTo(out);
            keys.writeTo(out);
            values.writeTo(out);
        }
    }
}
