package dev.sightline.query.metadata;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was attached to inferences after the fact. */
@ApplicationScoped
public class AttachedMetadata {
    private static final String LATEST =
            """
            SELECT inference_id, name, argMax(value, written) AS value, argMax(type, written) AS type
            FROM (%s)
            GROUP BY inference_id, name
            """.formatted(MetadataWrites.of("SELECT arrayJoin({metadata_ids:Array(String)})"));

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
        for (FieldRow field : clickHouse.rows(LATEST, parameters, FieldRow.class)) {
            byInference
                    .computeIfAbsent(field.inferenceId(), _ -> new TreeMap<>())
                    .put(field.name(), MetadataValue.of(field.value(), field.type()));
        }
        return byInference;
    }

    private record FieldRow(String inferenceId, String name, String value, String type) {}
}
