package dev.sightline.query.breakdown;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.figures.ModelScope;
import dev.sightline.query.metadata.MetadataValue;
import dev.sightline.query.metadata.MetadataWrites;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures by the values of a metadata field. No rollup has the customer's own fields: this reads single inferences, the
 * newest of the window up to a bound.
 */
@ApplicationScoped
class MetadataBreakdownQuery {
    /** As many as someone waits for. */
    private static final long MOST = 100_000;

    // The sort key read backwards stops at the bound.
    private static final String NEWEST = """
            SELECT inference_id FROM inference
            WHERE workspace = {workspace:String}
              AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')}
              AND occurred_at < {metadata_until:DateTime64(6, 'UTC')}
              AND ({is_any_project:Bool} OR project = {project:String})
              AND ({is_any_version:Bool} OR version = {version:String})
            ORDER BY workspace DESC, occurred_at DESC
            LIMIT {most:UInt32}""";

    // What was attached later counts before what came with the inference.
    private static final String BREAKDOWN = """
            WITH attached AS
            (
                SELECT inference_id, argMax(value, written) AS value, argMax(type, written) AS type
                FROM (%s)
                WHERE name = {field:String}
                GROUP BY inference_id
            )
            SELECT has_field,
                   value,
                   any(type)                                                     AS type,
                   count()                                                       AS requests,
                   countIf(is_error)                                             AS errors,
                   sum(length(confidences))                                      AS predictions,
                   sum(arraySum(confidences)) / nullIf(predictions, 0)           AS average_confidence,
                   quantilesExactInclusiveArray(0.1, 0.9)(confidences)           AS quantiles,
                   avg(inference_time)                                           AS average_inference_time,
                   sum(count()) OVER ()                                          AS all_requests,
                   count() OVER ()                                               AS value_count
            FROM
            (
                SELECT attached.inference_id != '' OR mapContains(newest.metadata, {field:String})      AS has_field,
                       if(attached.inference_id != '', attached.value, newest.metadata[{field:String}]) AS value,
                       multiIf(attached.inference_id != '', attached.type,
                               mapContains(newest.metadata_types, {field:String}),
                               newest.metadata_types[{field:String}], 'text')                           AS type,
                       newest.is_error                                                                  AS is_error,
                       newest.inference_time                                                            AS inference_time,
                       newest.confidences                                                               AS confidences
                FROM
                (
                    SELECT toString(inference_id) AS inference_id, is_error, inference_time, metadata, metadata_types,
                           counted_confidences    AS confidences
                    FROM inference
                    WHERE workspace = {workspace:String}
                      AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')}
                      AND occurred_at < {metadata_until:DateTime64(6, 'UTC')}
                      AND ({is_any_project:Bool} OR project = {project:String})
                      AND ({is_any_version:Bool} OR version = {version:String})
                    ORDER BY workspace DESC, occurred_at DESC
                    LIMIT {most:UInt32}
                ) AS newest
                LEFT JOIN attached ON newest.inference_id = attached.inference_id
            )
            GROUP BY has_field, value
            ORDER BY requests DESC, value
            LIMIT 100
            """.formatted(MetadataWrites.of(NEWEST));

    private final ClickHouse clickHouse;

    MetadataBreakdownQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    MetadataBreakdown in(TimeWindow window, ModelScope scope, String field) {
        var parameters = scope.parameters(new Parameters())
                .with("metadata_from", window.from())
                .with("metadata_until", window.until())
                .with("most", MOST)
                .with("field", field);
        var rows = clickHouse.rows(BREAKDOWN, parameters, ValueRow.class);
        long inferences = rows.isEmpty() ? 0 : rows.getFirst().allRequests();
        long valueCount = rows.isEmpty() ? 0 : rows.getFirst().valueCount();
        var values = rows.stream().map(ValueRow::shown).toList();
        return new MetadataBreakdown(window, field, inferences, inferences < MOST, valueCount, values);
    }

    private record ValueRow(
            boolean hasField,
            String value,
            String type,
            long requests,
            long errors,
            long predictions,
            @Nullable Double averageConfidence,
            List<@Nullable Double> quantiles,
            @Nullable Double averageInferenceTime,
            long allRequests,
            long valueCount) {
        MetadataBreakdown.Value shown() {
            boolean isPredicted = predictions > 0 && quantiles.size() == 2;
            return new MetadataBreakdown.Value(
                    hasField ? MetadataValue.of(value, type) : null,
                    requests,
                    (double) requests / allRequests,
                    errors,
                    (double) errors / requests,
                    predictions,
                    averageConfidence,
                    isPredicted ? quantiles.getFirst() : null,
                    isPredicted ? quantiles.getLast() : null,
                    averageInferenceTime);
        }
    }
}
