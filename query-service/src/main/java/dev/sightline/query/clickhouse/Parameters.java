package dev.sightline.query.clickhouse;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Values for the named parameters of a question, written as ClickHouse reads them. */
public final class Parameters {
    private final Map<String, Object> byName;

    private Parameters(Map<String, Object> byName) {
        this.byName = byName;
    }

    /** None yet. */
    public Parameters() {
        this(Map.of());
    }

    /** For {@code {name:String}}; the client escapes it. */
    public Parameters with(String name, String value) {
        return and(name, value);
    }

    /** For {@code {name:UInt64}} and its like. */
    public Parameters with(String name, long value) {
        return and(name, Long.toString(value));
    }

    /** For {@code {name:Float64}}. */
    public Parameters with(String name, double value) {
        return and(name, Double.toString(value));
    }

    /** For {@code {name:DateTime64(6, 'UTC')}}; exact to the microsecond. */
    public Parameters with(String name, Instant value) {
        return and(name, "%d.%06d".formatted(value.getEpochSecond(), value.getNano() / 1000));
    }

    /** For {@code {name:Array(UInt32)}}: instants as Unix seconds. */
    public Parameters with(String name, Collection<Instant> values) {
        return and(
                name,
                values.stream()
                        .map(instant -> Long.toString(instant.getEpochSecond()))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** For {@code {name:Array(Float64)}}. */
    public Parameters withNumbers(String name, Collection<Double> values) {
        return and(
                name, values.stream().map(value -> Double.toString(value)).collect(Collectors.joining(",", "[", "]")));
    }

    /** For {@code {name:Array(String)}}; the client escapes backslashes and the like, but not what ends a text. */
    public Parameters withTexts(String name, Collection<String> values) {
        return and(
                name,
                values.stream()
                        .map(text -> '\'' + text.replace("'", "''") + '\'')
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** These and those. */
    public Parameters and(Parameters others) {
        var more = new HashMap<>(byName);
        more.putAll(others.byName);
        return new Parameters(Map.copyOf(more));
    }

    Map<String, Object> byName() {
        return byName;
    }

    private Parameters and(String name, Object value) {
        var more = new HashMap<>(byName);
        more.put(name, value);
        return new Parameters(Map.copyOf(more));
    }
}
