package dev.sightline.query.metadata;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Which metadata fields the newest inferences of a window have. */
@ApplicationScoped
class MetadataFieldsQuery {
    // Enough to know what there is to filter by, and few enough to be looked at while someone opens a menu.
    private static final String NEWEST = """
            SELECT inference_id FROM inference
            WHERE workspace = {workspace:String}
              AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')}
              AND occurred_at < {metadata_until:DateTime64(6, 'UTC')}
            ORDER BY workspace DESC, occurred_at DESC
            LIMIT 100000""";

    private static final String COUNT = "SELECT count() AS inferences FROM (" + NEWEST + ")";

    private static final String FIELDS = """
            WITH
                effective AS
                (
                    SELECT inference_id, name, argMax(value, written) AS value, argMax(type, written) AS type
                    FROM
                    (
                        SELECT toString(inference_id)                                                     AS inference_id,
                               field.1                                                                    AS name,
                               field.2                                                                    AS value,
                               if(mapContains(metadata_types, field.1), metadata_types[field.1], 'text')  AS type,
                               (toDateTime64(0, 3, 'UTC'), toUInt16(0), toUInt64(response_index))         AS written
                        FROM inference
                        ARRAY JOIN CAST(metadata, 'Array(Tuple(String, String))') AS field
                        WHERE workspace = {workspace:String}
                          AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')}
                          AND occurred_at < {metadata_until:DateTime64(6, 'UTC')}
                          AND inference_id IN (%1$s)
                        UNION ALL
                        %2$s
                    )
                    GROUP BY inference_id, name
                ),
                counted AS
                (
                    SELECT name, value, type, count() AS seen
                    FROM effective
                    GROUP BY name, value, type
                )
            SELECT name,
                   arraySort(groupUniqArray(type)) AS types,
                   sum(seen)                       AS inferences,
                   arraySlice(arraySort(v -> (-toInt64(v.3), v.1), groupArray((value, type, seen))), 1, 10) AS top,
                   arrayMap(v -> v.1, top)         AS values,
                   arrayMap(v -> v.2, top)         AS value_types,
                   arrayMap(v -> v.3, top)         AS value_inferences
            FROM counted
            GROUP BY name
            ORDER BY inferences DESC, name
            LIMIT 200
            """.formatted(NEWEST, MetadataWrites.of(NEWEST));

    private final ClickHouse clickHouse;

    MetadataFieldsQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    MetadataFields in(TimeWindow window) {
        var parameters = new Parameters().with("metadata_from", window.from()).with("metadata_until", window.until());
        var fields = clickHouse.rows(FIELDS, parameters, FieldRow.class).stream()
                .map(FieldRow::shown)
                .toList();
        long inferences = clickHouse.rows(COUNT, parameters, CountRow.class).stream()
                .mapToLong(CountRow::inferences)
                .sum();
        return new MetadataFields(window, inferences, fields);
    }

    private record CountRow(long inferences) {}

    private record FieldRow(
            String name,
            List<String> types,
            long inferences,
            List<String> values,
            List<String> valueTypes,
            List<Long> valueInferences) {
        MetadataFields.Field shown() {
            var top = new MetadataFields.TopValue[values.size()];
            for (int i = 0; i < top.length; i++) {
                top[i] = new MetadataFields.TopValue(
                        MetadataValue.of(values.get(i), valueTypes.get(i)), valueInferences.get(i));
            }
            return new MetadataFields.Field(name, types, inferences, List.of(top));
        }
    }
}
