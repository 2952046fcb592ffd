package dev.sightline.query.usage;

/**
 * The counts of servers that began in a window, as SQL: each once, and with its device.
 *
 * <p>A count that was sent again is there twice, and the one that ends later contains the other. A count of a failure
 * names no device: that of its session's other counts is its, or else the device whose host name has its hash.
 */
public final class UsageRows {
    /** A question; needs {@code from} and {@code until}. Columns are the table's, with {@code device_id} found out. */
    public static final String SQL = """
            SELECT counted.session_id AS session_id, counted.category AS category, counted.resource_id AS resource_id,
                   counted.started_at AS started_at, counted.stopped_at AS stopped_at, counted.frames AS frames,
                   counted.fps AS fps, counted.source_duration AS source_duration, counted.is_error AS is_error,
                   counted.error_type AS error_type, counted.error_status AS error_status,
                   counted.error_message AS error_message,
                   multiIf(counted.device_id != '', toString(counted.device_id),
                           sessions.device_id != '', sessions.device_id,
                           hosts.device_id)                              AS device_id
            FROM
            (
                SELECT *
                FROM server_usage
                WHERE workspace = {workspace:String}
                  AND started_at >= {from:DateTime64(6, 'UTC')} AND started_at < {until:DateTime64(6, 'UTC')}
                ORDER BY stopped_at DESC
                LIMIT 1 BY usage_id
            ) AS counted
            LEFT JOIN
            (
                SELECT session_id, any(toString(server_usage.device_id)) AS device_id
                FROM server_usage
                WHERE workspace = {workspace:String} AND server_usage.device_id != ''
                  AND started_at >= {from:DateTime64(6, 'UTC')} - INTERVAL 1 DAY
                  AND started_at < {until:DateTime64(6, 'UTC')}
                GROUP BY session_id
            ) AS sessions ON counted.session_id = sessions.session_id
            LEFT JOIN
            (
                SELECT lower(substring(hex(SHA256(toString(hostname))), 1, 5)) AS hash,
                       argMax(toString(device_heartbeat.device_id), received_at) AS device_id
                FROM device_heartbeat
                WHERE workspace = {workspace:String} AND hostname != ''
                  AND received_at >= {from:DateTime64(6, 'UTC')} - INTERVAL 7 DAY
                  AND received_at < {until:DateTime64(6, 'UTC')}
                GROUP BY hash
            ) AS hosts ON counted.hostname_hash = hosts.hash""";

    private UsageRows() {}
}
