package dev.sightline.query.metadata;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was attached to inferences after the fact. */
@ApplicationScoped
public class AttachedMetadata {
    private static final String IDS = "SELECT arrayJoin({metadata_ids:Array(String)})";
    private static final String LATEST = """
            SELECT inference_id, name, argMax(value, written) AS value, argMax(type, written) AS type
            FROM (<writes>)
            GROUP BY inference_id, name
            """;
    private static final String ALL = LATEST.replace("<writes>", MetadataWrites.of(IDS));

    // Whoever attaches anything mostly names the inference. To look for the nearest of a device takes three times as
    // long, also where there is nothing to find: whether there is comes with this answer, as a row of nothing.
    private static final String BY_ID = LATEST.replace("<writes>", MetadataWrites.byId(IDS))
            + "UNION ALL SELECT '', '', '', '' FROM (" + MetadataWrites.ANY_BY_DEVICE_AND_TIME + ")";

    private static final String NAMES = """
            SELECT DISTINCT name
            FROM inference_metadata
            ARRAY JOIN mapKeys(metadata) AS name
            WHERE workspace = {workspace:String} AND name IN {metadata_names:Array(String)}
            """;

    private final ClickHouse clickHouse;

    AttachedMetadata(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * The fields of some inferences by id, without those that came with them.
     *
     * @param from when the first of them occurred
     * @param until when the last of them occurred
     */
    public Map<String, Map<String, MetadataValue>> of(Collection<String> inferenceIds, Instant from, Instant until) {
        if (inferenceIds.isEmpty()) {
            return Map.of();
        }
        var parameters = new Parameters()
                .withTexts("metadata_ids", inferenceIds)
                .with("metadata_from", from)
                .with("metadata_until", until);
        Map<String, Map<String, MetadataValue>> byInference = new HashMap<>();
        var fields = clickHouse.rows(BY_ID, parameters, FieldRow.class);
        if (fields.stream().anyMatch(FieldRow::isNothing)) {
            fields = clickHouse.rows(ALL, parameters, FieldRow.class);
        }
        for (FieldRow field : fields) {
            byInference
                    .computeIfAbsent(field.inferenceId(), _ -> new TreeMap<>())
                    .put(field.name(), MetadataValue.of(field.value(), field.type()));
        }
        return byInference;
    }

    /** Which of these fields anybody attached to any inference of the workspace; mostly none. */
    public Set<String> fieldsAmong(Set<String> names) {
        if (names.isEmpty()) {
            return Set.of();
        }
        return clickHouse.rows(NAMES, new Parameters().withTexts("metadata_names", names), NameRow.class).stream()
                .map(NameRow::name)
                .collect(Collectors.toSet());
    }

    private record NameRow(String name) {}

    private record FieldRow(String inferenceId, String name, String value, String type) {
        boolean isNothing() {
            return inferenceId.isEmpty();
        }
    }
}
