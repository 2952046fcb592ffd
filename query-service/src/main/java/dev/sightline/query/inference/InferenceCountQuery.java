package dev.sightline.query.inference;

import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.metadata.AttachedMetadata;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;

/** How many inferences there are on all pages together; asked beside the pages, so that none waits for it. */
@ApplicationScoped
class InferenceCountQuery {
    private static final String COUNT = """
            SELECT count() AS inferences
            FROM inference
            WHERE workspace = {workspace:String}
              AND occurred_at >= {from:DateTime64(6, 'UTC')} AND occurred_at < {until:DateTime64(6, 'UTC')}<filters>
            """;

    private final ClickHouse clickHouse;
    private final AttachedMetadata attachedMetadata;

    InferenceCountQuery(ClickHouse clickHouse, AttachedMetadata attachedMetadata) {
        this.clickHouse = clickHouse;
        this.attachedMetadata = attachedMetadata;
    }

    InferenceCount of(InferenceFilter filter, TimeWindow window) {
        var parameters = filter.parameters()
                .with("from", window.from())
                .with("until", window.until())
                .with("metadata_from", window.from())
                .with("metadata_until", window.until());
        String filters = filter.sql(attachedMetadata.fieldsAmong(filter.metadataFields()));
        long inferences = clickHouse.rows(COUNT.replace("<filters>", filters), parameters, CountRow.class).stream()
                .mapToLong(CountRow::inferences)
                .sum();
        return new InferenceCount(window, inferences);
    }

    private record CountRow(long inferences) {}
}
