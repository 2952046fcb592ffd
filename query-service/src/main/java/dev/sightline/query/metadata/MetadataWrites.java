package dev.sightline.query.metadata;

/**
 * Every value that was attached to a field of an inference after the fact, as SQL: rows of {@code inference_id},
 * {@code name}, {@code value}, {@code type} and {@code written}, of which the greatest counts.
 *
 * <p>What names an inference by device and time means the nearest one: its id is looked up here, each time anew, since a
 * nearer one may have come. To find the neighbours without comparing everything with everything, both sides are put in
 * minutes, which is as long as a tolerance can be.
 */
public final class MetadataWrites {
    private static final String FIELDS = """
            field.1                                                                    AS name,
            field.2                                                                    AS value,
            if(mapContains(metadata_types, field.1), metadata_types[field.1], 'text')  AS type""";

    private static final String BY_ID = """
            SELECT toString(inference_id) AS inference_id,
                   <fields>,
                   (logged_at, kafka_partition, kafka_offset) AS written
            FROM inference_metadata
            ARRAY JOIN CAST(metadata, 'Array(Tuple(String, String))') AS field
            WHERE workspace = {workspace:String} AND inference_id != '' AND <direct>
            """;

    private static final String BY_DEVICE_AND_TIME = """
            SELECT inference_id,
                   <fields>,
                   written
            FROM
            (
                SELECT argMin(asked.inference_id, (asked.distance, asked.inference_id)) AS inference_id,
                       any(asked.metadata)                                              AS metadata,
                       any(asked.metadata_types)                                        AS metadata_types,
                       asked.written                                                    AS written
                FROM
                (
                    SELECT toString(near.inference_id)                                           AS inference_id,
                           abs(dateDiff('microsecond', near.occurred_at, named.occurred_at))     AS distance,
                           named.metadata                                                        AS metadata,
                           named.metadata_types                                                  AS metadata_types,
                           named.written                                                         AS written
                    FROM
                    (
                        SELECT device_id, occurred_at, tolerance, project, version, metadata, metadata_types,
                               (logged_at, kafka_partition, kafka_offset)                        AS written,
                               arrayJoin([-1, 0, 1]) + toInt64(intDiv(toUnixTimestamp(occurred_at), 60)) AS minute
                        FROM inference_metadata
                        WHERE workspace = {workspace:String} AND inference_id = ''<named>
                          AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')} - INTERVAL 1 MINUTE
                          AND occurred_at <= {metadata_until:DateTime64(6, 'UTC')} + INTERVAL 1 MINUTE
                    ) AS named
                    INNER JOIN
                    (
                        SELECT inference_id, device_id, occurred_at, project, version,
                               toInt64(intDiv(toUnixTimestamp(occurred_at), 60))                 AS minute
                        FROM inference
                        WHERE workspace = {workspace:String}
                          AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')} - INTERVAL 2 MINUTE
                          AND occurred_at <= {metadata_until:DateTime64(6, 'UTC')} + INTERVAL 2 MINUTE
                          AND device_id IN (SELECT device_id FROM inference_metadata
                                            WHERE workspace = {workspace:String} AND inference_id = ''
                                              AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')} - INTERVAL 1 MINUTE
                                              AND occurred_at <= {metadata_until:DateTime64(6, 'UTC')} + INTERVAL 1 MINUTE)
                    ) AS near
                    ON named.device_id = near.device_id AND named.minute = near.minute
                    WHERE abs(dateDiff('microsecond', near.occurred_at, named.occurred_at)) <= named.tolerance * 1000000
                      AND (named.project = '' OR (named.project = near.project AND named.version = near.version))
                ) AS asked
                GROUP BY asked.written
            )
            ARRAY JOIN CAST(metadata, 'Array(Tuple(String, String))') AS field
            WHERE <near>""";

    private static final String WRITES = BY_ID + "UNION ALL\n" + BY_DEVICE_AND_TIME;

    /** A row when anything was attached by device and time, that may mean one of the inferences between the bounds. */
    static final String ANY_BY_DEVICE_AND_TIME = """
            SELECT 1
            FROM inference_metadata
            WHERE workspace = {workspace:String} AND inference_id = ''
              AND occurred_at >= {metadata_from:DateTime64(6, 'UTC')} - INTERVAL 1 MINUTE
              AND occurred_at <= {metadata_until:DateTime64(6, 'UTC')} + INTERVAL 1 MINUTE
            LIMIT 1""";

    private MetadataWrites() {}

    /** Of those for some inferences, the ones that name them by their ids; the same parameters. */
    static String byId(String inferenceIds) {
        return BY_ID.replace("<fields>", FIELDS).replace("<direct>", "inference_id IN (" + inferenceIds + ')');
    }

    /**
     * The writes for some inferences. Needs the parameters {@code metadata_from} and {@code metadata_until}: bounds, both
     * included, of when these inferences occurred.
     *
     * @param inferenceIds SQL for their ids: a question, or an array parameter
     */
    public static String of(String inferenceIds) {
        String isOne = "inference_id IN (" + inferenceIds + ')';
        return WRITES.replace("<fields>", FIELDS)
                .replace("<direct>", isOne)
                .replace("<named>", "")
                .replace("<near>", isOne);
    }

    /**
     * The writes to one field, of every inference that is named by its id, and of those named otherwise between
     * {@code metadata_from} and {@code metadata_until}. Read by the field and not by the ids of a window, which may be
     * millions: most workspaces attach a field to few of their inferences.
     *
     * @param name SQL for the field's name
     */
    public static String ofField(String name) {
        return WRITES.replace("<fields>", FIELDS)
                .replace("<direct>", "mapContains(metadata, " + name + ") AND field.1 = " + name)
                .replace("<named>", " AND mapContains(metadata, " + name + ')')
                .replace("<near>", "field.1 = " + name);
    }
}
