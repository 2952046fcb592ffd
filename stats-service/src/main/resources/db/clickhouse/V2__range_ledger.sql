-- What became of each range of a Kafka partition: one row per block, written behind it under the same token. The integrity
-- audit compares it with the log (nothing left out), with the raw rows (all there, none twice), and knows from it what
-- is no row because it is a copy, a dead letter, or not meant for the table. Copies are nowhere else.
--
-- Sorted by topic, time and partition: the audit reads a stretch of time of one topic, the newest first of all.
-- Dropped after 100 days, which is longer than raw rows are usually kept.
CREATE TABLE IF NOT EXISTS range_ledger
(
    topic           LowCardinality(String),
    kafka_partition UInt16,
    first_offset    UInt64,
    last_offset     UInt64,
    -- How many offsets each is: rows + copies + dead letters + skipped is last_offset - first_offset + 1, or something is lost.
    rows            UInt64,
    copies          UInt64,
    dead_letters    UInt64,
    -- Records that are not meant for the table, as the pipeline's own heartbeats.
    skipped         UInt64,
    -- When the broker took the last record.
    logged_at       DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    stored_at       DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(logged_at)
ORDER BY (topic, logged_at, kafka_partition, first_offset)
TTL toDateTime(logged_at) + INTERVAL 100 DAY
SETTINGS non_replicated_deduplication_window = 10000;

-- The audit finds the rows of a range by their offsets. Blocks are written in the order of offsets, so that a granule
-- holds few of them, whatever the sort key is.
ALTER TABLE inference ADD INDEX IF NOT EXISTS kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1;
ALTER TABLE device_heartbeat ADD INDEX IF NOT EXISTS kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1;
ALTER TABLE inference_image ADD INDEX IF NOT EXISTS kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1;
