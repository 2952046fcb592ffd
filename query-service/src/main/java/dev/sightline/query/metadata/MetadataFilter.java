package dev.sightline.query.metadata;

import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which metadata an inference must have: {@code metadata.<name>=<value>}, of several values any, and
 * {@code metadata_from.<name>} and {@code metadata_below.<name>} for what reads as a number; all of several fields.
 *
 * <p>Values are compared as they were written, and numbers as numbers, too: 1.0 is 1. Of several writes to a field the
 * last one counts, and what was attached later before what came with the inference.
 */
public final class MetadataFilter {
    private static final String VALUE = "metadata.";
    private static final String FROM = "metadata_from.";
    private static final String BELOW = "metadata_below.";
    private static final int MOST_FIELDS = 5;
    private static final int MOST_VALUES = 100;

    private static final String AS_REPORTED = """

              AND mapContains(metadata, {metadata_name_<n>:String})<indexed>
                       AND <original>""";

    private static final String WITH_ATTACHED = """

              AND (inference_id IN (SELECT inference_id
                                    FROM
                                    (
                                        SELECT inference_id,
                                               argMax(value, written)                       AS last_value,
                                               argMax(type, written)                        AS last_type
                                        FROM (<writes>)
                                        GROUP BY inference_id
                                    )
                                    WHERE <attached>)
                   OR (mapContains(metadata, {metadata_name_<n>:String})<indexed>
                       AND <original>
                       AND inference_id NOT IN (SELECT inference_id FROM (<writes>))))""";

    // Says nothing new, but is found in an index of the values: a rare one is then read from the few granules that have
    // it.
    private static final String INDEXED = """

                       AND hasAny(mapValues(metadata), {metadata_values_<n>:Array(String)})""";

    // Text that was written as a number is a number to whoever asks for a range: many senders know text alone.
    private static final String MATCHES = """
            ({metadata_any_<n>:Bool} OR <value> IN {metadata_values_<n>:Array(String)}
             OR (<type> = 'number' AND toFloat64OrNull(<value>) IN {metadata_numbers_<n>:Array(Float64)}))
            AND ({metadata_all_<n>:Bool} OR ifNull(toFloat64OrNull(<value>) >= {metadata_from_<n>:Float64}
                                                AND toFloat64OrNull(<value>) < {metadata_below_<n>:Float64}, false))""";

    private final TreeMap<String, Wanted> fields = new TreeMap<>();

    private MetadataFilter() {}

    /** Whether a parameter of a request is for this filter. */
    public static boolean isFor(String parameter) {
        return parameter.startsWith(VALUE) || parameter.startsWith(FROM) || parameter.startsWith(BELOW);
    }

    /** What the query of a request asks for. */
    public static MetadataFilter of(Map<String, List<String>> query) {
        var filter = new MetadataFilter();
        query.forEach((parameter, values) -> {
            if (isFor(parameter)) {
                int end = parameter.indexOf('.') + 1;
                String name = parameter.substring(end);
                if (name.isEmpty() || values.size() > MOST_VALUES) {
                    throw ProblemException.input(
                            parameter, String.join(", ", values), "a field's name, and at most 100 values");
                }
                var before = filter.fields.getOrDefault(name, Wanted.ANY);
                filter.fields.put(name, before.and(parameter, parameter.substring(0, end), values));
            }
        });
        if (filter.fields.size() > MOST_FIELDS) {
            throw ProblemException.input(VALUE + "*", filter.fields.size() + " fields", "at most " + MOST_FIELDS);
        }
        return filter;
    }

    /** The fields that are looked at. */
    public Set<String> names() {
        return Set.copyOf(fields.keySet());
    }

    /**
     * As a condition on the table {@code inference}, with {@code AND} before it; empty when anything will do.
     *
     * @param attached those of its fields that were ever attached after the fact; of the others it is enough to look at what
     *     was reported
     */
    public String sql(Set<String> attached) {
        var sql = new StringBuilder();
        int i = 0;
        for (var field : fields.entrySet()) {
            String name = "{metadata_name_<n>:String}";
            sql.append((attached.contains(field.getKey()) ? WITH_ATTACHED : AS_REPORTED)
                    .replace("<indexed>", field.getValue().isTextAlone() ? INDEXED : "")
                    .replace("<writes>", MetadataWrites.ofField(name))
                    .replace("<attached>", matches("last_value", "last_type"))
                    .replace("<original>", matches("metadata[" + name + ']', "metadata_types[" + name + ']'))
                    .replace("<n>", Integer.toString(i)));
            i++;
        }
        return sql.toString();
    }

    private static String matches(String value, String type) {
        return MATCHES.replace("<value>", value).replace("<type>", type);
    }

    /** What the condition needs besides {@code metadata_from} and {@code metadata_until}. */
    public Parameters parameters(Parameters parameters) {
        var all = parameters;
        int i = 0;
        for (var field : fields.entrySet()) {
            all = field.getValue().parameters(all.with("metadata_name_" + i, field.getKey()), i);
            i++;
        }
        return all;
    }

    /** The same for the same filter, and for no other. */
    public String canonical() {
        var canonical = new StringBuilder();
        fields.forEach((name, wanted) ->
                canonical.append(name.length()).append(':').append(name).append(wanted.canonical()));
        return canonical.toString();
    }

    /**
     * What a field must hold.
     *
     * @param values of which it must be one; empty for any
     * @param from null for no such bound
     * @param below null for no such bound
     */
    private record Wanted(
            List<String> values,
            @Nullable Double from,
            @Nullable Double below) {
        static final Wanted ANY = new Wanted(List.of(), null, null);

        Wanted and(String parameter, String kind, List<String> texts) {
            return switch (kind) {
                case FROM -> new Wanted(values, number(parameter, texts), below);
                case BELOW -> new Wanted(values, from, number(parameter, texts));
                default -> new Wanted(texts.stream().distinct().sorted().toList(), from, below);
            };
        }

        Parameters parameters(Parameters parameters, int i) {
            return parameters
                    .with("metadata_any_" + i, values.isEmpty() ? 1 : 0)
                    .withTexts("metadata_values_" + i, values)
                    .withNumbers("metadata_numbers_" + i, numbers())
                    .with("metadata_all_" + i, from == null && below == null ? 1 : 0)
                    .with("metadata_from_" + i, from == null ? -Double.MAX_VALUE : from)
                    .with("metadata_below_" + i, below == null ? Double.MAX_VALUE : below);
        }

        /** Whether only these very texts will do: a number may be written in another way. */
        boolean isTextAlone() {
            return !values.isEmpty() && numbers().isEmpty();
        }

        String canonical() {
            return values.stream()
                    .map(value -> value.length() + ":" + value)
                    .collect(Collectors.joining(",", "[", "]" + from + ',' + below));
        }

        private List<Double> numbers() {
            List<Double> numbers = new ArrayList<>();
            for (String value : values) {
                try {
                    numbers.add(Double.valueOf(value));
                } catch (NumberFormatException e) {
                    // Text, then: it is compared as such.
                }
            }
            return numbers;
        }

        private static double number(String parameter, List<String> texts) {
            if (texts.size() == 1) {
                try {
                    double number = Double.parseDouble(texts.getFirst());
                    if (Double.isFinite(number)) {
                        return number;
                    }
                } catch (NumberFormatException e) {
                    // Told below, like infinity.
                }
            }
            throw ProblemException.input(parameter, String.join(", ", texts), "one number");
        }
    }
}
