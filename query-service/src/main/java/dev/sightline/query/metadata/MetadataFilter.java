package dev.sightline.query.metadata;

import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which metadata an inference must have: {@code metadata.<name>=<value>}, all of several. Values are compared as they were
 * written, whatever their type.
 *
 * @param fields by name
 */
public record MetadataFilter(Map<String, String> fields) {
    private static final String PREFIX = "metadata.";
    private static final int MOST = 5;

    // What was attached later counts before what came with the inference.
    private static final String CONDITION = """

            AND (inference_id IN (SELECT inference_id FROM (<writes>)
                                  WHERE name = {metadata_name_<n>:String}
                                  GROUP BY inference_id
                                  HAVING argMax(value, written) = {metadata_value_<n>:String})
                 OR (mapContains(metadata, {metadata_name_<n>:String})
                     AND metadata[{metadata_name_<n>:String}] = {metadata_value_<n>:String}
                     AND inference_id NOT IN (SELECT inference_id FROM (<writes>)
                                              WHERE name = {metadata_name_<n>:String})))""";

    private static final String WRITES_IN_WINDOW = MetadataWrites.of("""
            SELECT inference_id FROM inference
            WHERE workspace = {workspace:String}
              AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')}
              AND occurred_at <= {metadata_until:DateTime64(6, 'UTC')}""");

    public MetadataFilter {
        fields = Map.copyOf(fields);
    }

    /** What the query of a request asks for. */
    public static MetadataFilter of(Map<String, List<String>> query) {
        var fields = new TreeMap<String, String>();
        query.forEach((parameter, values) -> {
            if (parameter.startsWith(PREFIX)) {
                if (values.size() != 1 || parameter.length() == PREFIX.length()) {
                    throw ProblemException.input(parameter, String.join(", ", values), "one value for a field's name");
                }
                fields.put(parameter.substring(PREFIX.length()), values.getFirst());
            }
        });
        if (fields.size() > MOST) {
            throw ProblemException.input(PREFIX + "*", fields.size() + " fields", "at most " + MOST);
        }
        return new MetadataFilter(fields);
    }

    /** As a condition on the table {@code inference}, with {@code AND} before it; empty when anything will do. */
    public String sql() {
        var sql = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            sql.append(CONDITION.replace("<n>", Integer.toString(i)).replace("<writes>", WRITES_IN_WINDOW));
        }
        return sql.toString();
    }

    /** What the condition needs besides {@code metadata_from} and {@code metadata_until}. */
    public Parameters parameters(Parameters parameters) {
        var all = parameters;
        int i = 0;
        for (var field : new TreeMap<>(fields).entrySet()) {
            all = all.with("metadata_name_" + i, field.getKey()).with("metadata_value_" + i, field.getValue());
            i++;
        }
        return all;
    }

    /** The same for the same filter, and for no other. */
    public String canonical() {
        var canonical = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) -> canonical
                        .append(name.length())
                        .append(':')
                        .append(name)
                        .append(value.length())
                        .append(':')
                        .append(value));
        return canonical.toString();
    }
}
