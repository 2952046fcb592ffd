-- What comes beside inferences: fields attached later, what servers count by themselves, samples of video workflows.
-- Deduplication windows as in V1.

-- Of the fields in metadata, those that are not text: 'number' or 'boolean'.
ALTER TABLE inference ADD COLUMN IF NOT EXISTS metadata_types Map(LowCardinality(String), String) AFTER metadata;

ALTER TABLE device_heartbeat
    -- When the server's process started, by its own clock; NULL when it did not say.
    ADD COLUMN IF NOT EXISTS started_at Nullable(DateTime64(6, 'UTC')) AFTER sent_at,
    -- Latest time of an inference in the report, by the sender's clock; with received_at it tells how wrong that clock is.
    ADD COLUMN IF NOT EXISTS newest_result_at Nullable(DateTime64(6, 'UTC')) AFTER started_at,
    -- The report held sums in place of single inferences: the server is too old.
    ADD COLUMN IF NOT EXISTS reports_aggregates Bool AFTER newest_result_at;

-- One row per set of fields that was given to an inference after the fact; joined when read, since it may come before its
-- inference.
--
-- The inference is named by inference_id, or, with that empty, by device_id and occurred_at: the one of that device, and
-- of the model if project is set, that is nearest to the time within the tolerance. Sorted by how it is looked up in
-- either case. Of several values of a field the one with the greatest (logged_at, kafka_partition, kafka_offset) counts:
-- what is known of one inference id lies in one partition, in the order in which it was taken.
CREATE TABLE IF NOT EXISTS inference_metadata
(
    workspace       LowCardinality(String),
    inference_id    String,
    device_id       LowCardinality(String),
    occurred_at     DateTime64(6, 'UTC'),
    -- Seconds.
    tolerance       Float64,
    project         LowCardinality(String),
    version         LowCardinality(String),
    metadata        Map(LowCardinality(String), String),
    metadata_types  Map(LowCardinality(String), String),
    received_at     DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    logged_at       DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    kafka_partition UInt16,
    kafka_offset    UInt64 CODEC(Delta, ZSTD),
    INDEX kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (workspace, inference_id, device_id, occurred_at)
SETTINGS non_replicated_deduplication_window = 10000;

-- What servers counted by themselves: one row per resource and outcome of some seconds. A count
-- that was sent again after a lost answer has the same usage_id, and the one that ends later contains the other: whoever
-- reads takes that one alone (ORDER BY stopped_at DESC LIMIT 1 BY usage_id).
--
-- Sorted by when a count began, like the windows that are asked for, and not by device: a count of a failure names none,
-- and is brought to its device by its session.
CREATE TABLE IF NOT EXISTS server_usage
(
    workspace          LowCardinality(String),
    usage_id           String,
    received_at        DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    started_at         DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    stopped_at         DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    -- One run of a server, or one video stream.
    session_id         String,
    -- 'model', 'workflows', 'request', 'modal'.
    category           LowCardinality(String),
    resource_id        LowCardinality(String),
    device_id          LowCardinality(String),
    -- First five hex digits of the host name's SHA-256.
    hostname_hash      LowCardinality(String),
    server_version     LowCardinality(String),
    source_info        LowCardinality(String),
    -- Images, or frames of a video.
    frames             UInt64,
    -- Frames per second of a video stream; 0 for single images.
    fps                Float64,
    -- Seconds of video, and of work.
    source_duration    Float64,
    execution_duration Float64,
    is_hosted          Bool,
    is_error           Bool,
    error_status       UInt16,
    error_type         LowCardinality(String),
    error_message      String,
    kafka_partition    UInt16,
    kafka_offset       UInt64 CODEC(Delta, ZSTD),
    INDEX kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(started_at)
ORDER BY (workspace, started_at, usage_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- The most confident prediction of a class within some seconds, as a video workflow reports it. Samples: no total counts
-- them, which is why they have a table of their own. By our clock: theirs carries no zone.
CREATE TABLE IF NOT EXISTS inference_sample
(
    workspace       LowCardinality(String),
    received_at     DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    sample_index    UInt16,
    device_id       LowCardinality(String),
    server_version  LowCardinality(String),
    project         LowCardinality(String),
    version         LowCardinality(String),
    model_type      LowCardinality(String),
    inference_id    String,
    class           LowCardinality(String),
    confidence      Float64,
    source          LowCardinality(String),
    source_info     LowCardinality(String),
    kafka_partition UInt16,
    kafka_offset    UInt64 CODEC(Delta, ZSTD),
    INDEX kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (workspace, device_id, received_at)
SETTINGS non_replicated_deduplication_window = 10000;
