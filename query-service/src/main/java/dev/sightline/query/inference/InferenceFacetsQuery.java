package dev.sightline.query.inference;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;

/** Which values the newest inferences of a window hold, by filter. */
@ApplicationScoped
class InferenceFacetsQuery {
    // As many as the fields of metadata are looked for in: enough to know what there is.
    private static final String FACETS = """
            WITH newest AS
            (
                SELECT project, version, model_type, device_id, server_id, server_version, tags, source, source_info,
                       workflow_id, stream_id, error_type, counted_classes
                FROM inference
                WHERE workspace = {workspace:String}
                  AND occurred_at >= {from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}
                ORDER BY workspace DESC, occurred_at DESC
                LIMIT 100000
            )
            SELECT filter, groupArray((value, inferences)::Tuple(value String, inferences UInt64)) AS values
            FROM
            (
                SELECT held.1 AS filter, held.2 AS value, count() AS inferences
                FROM newest
                ARRAY JOIN arrayConcat(
                    [('model_id', if(version = '', toString(project), concat(project, '/', version))),
                     ('project', toString(project)), ('version', toString(version)),
                     ('model_type', toString(model_type)), ('device_id', toString(device_id)),
                     ('server_id', toString(server_id)), ('server_version', toString(server_version)),
                     ('source', toString(source)), ('source_info', toString(source_info)),
                     ('workflow_id', toString(workflow_id)), ('stream_id', toString(stream_id)),
                     ('error_type', toString(error_type))],
                    arrayMap(tag -> ('tag', toString(tag)), arrayDistinct(tags)),
                    arrayMap(c -> ('class', c), arrayDistinct(counted_classes))) AS held
                WHERE value != ''
                GROUP BY filter, value
                ORDER BY filter, inferences DESC, value
                LIMIT 100 BY filter
            )
            GROUP BY filter
            UNION ALL
            SELECT '' AS filter, [('', count())::Tuple(value String, inferences UInt64)] AS values
            FROM newest
            """;

    private final ClickHouse clickHouse;

    InferenceFacetsQuery(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    InferenceFacets in(TimeWindow window) {
        var parameters = new Parameters().with("from", window.from()).with("until", window.until());
        var facets = clickHouse.rows(FACETS, parameters, InferenceFacets.Facet.class);
        long inferences = facets.stream()
                .filter(facet -> facet.filter().isEmpty())
                .mapToLong(total -> total.values().getFirst().inferences())
                .sum();
        return new InferenceFacets(
                window,
                inferences,
                facets.stream()
                        .filter(facet -> !facet.filter().isEmpty())
                        .sorted((one, other) -> one.filter().compareTo(other.filter()))
                        .toList());
    }
}
