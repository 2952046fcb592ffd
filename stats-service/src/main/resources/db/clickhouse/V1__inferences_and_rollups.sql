-- Every table and every rollup target keeps a deduplication window: a block that is inserted again with the same token
-- (a range of a Kafka partition, see InferenceConsumer) is then ignored by the table and by each of its rollups alike.
-- The window is off by default on non-replicated tables, and counts blocks, not hours: 10 000 blocks at one a second and
-- partition outlast every retry.

-- One row per image asked of one model version, as it was reported.
--
-- Sorted by time within the workspace: what people open is the newest page of a window, with or without filters, and a
-- window is then a contiguous read that can stop after a page. Figures per model come from the rollups, so that the
-- model does not have to lead; it is cheap to filter on as a LowCardinality column.
-- A partition is a day: retention drops whole days, and no block of ordinary traffic spans more than two.
CREATE TABLE IF NOT EXISTS inference
(
    workspace              LowCardinality(String),
    inference_id           String,
    -- Position in the answer when one request carried several images.
    response_index         UInt16,
    occurred_at            DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    received_at            DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    stored_at              DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD),
    project                LowCardinality(String),
    -- Empty for a model that was named without one.
    version                LowCardinality(String),
    model_type             LowCardinality(String),
    device_id              LowCardinality(String),
    server_id              LowCardinality(String),
    server_version         LowCardinality(String),
    tags                   Array(LowCardinality(String)),
    source                 LowCardinality(String),
    source_info            LowCardinality(String),
    workflow_id            LowCardinality(String),
    stream_id              LowCardinality(String),
    confidence_threshold   Nullable(Float64),
    -- Seconds, preprocessing included; NULL is unknown and never counts as 0.
    inference_time         Nullable(Float64),
    -- Pixels; 0 is unknown.
    image_width            UInt32,
    image_height           UInt32,
    -- One entry per prediction, all arrays of the same length. Boxes in pixels around their centre, NaN where the task
    -- has none; class_id -1 where unknown; shape is JSON with polygon, keypoints or rle, empty where there is none.
    `predictions.class`        Array(LowCardinality(String)),
    `predictions.class_id`     Array(Int32),
    `predictions.confidence`   Array(Float64),
    `predictions.x`            Array(Float64),
    `predictions.y`            Array(Float64),
    `predictions.width`        Array(Float64),
    `predictions.height`       Array(Float64),
    `predictions.detection_id` Array(String),
    `predictions.tracker_id`   Array(String),
    `predictions.shape`        Array(String),
    -- The class that a single-label classification chose; empty for every other task.
    top                    LowCardinality(String),
    is_error               Bool,
    error_status           UInt16,
    error_type             LowCardinality(String),
    error_message          String,
    metadata               Map(LowCardinality(String), String),
    -- Where the row stands in the log, and when the broker took it: what the integrity audit counts by, and what the
    -- window of copies is rebuilt from.
    logged_at              DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    kafka_partition        UInt16,
    kafka_offset           UInt64 CODEC(Delta, ZSTD),

    -- What counts as this inference's predictions: all of them, or only the chosen class where one was chosen.
    counted_classes        Array(String) ALIAS
        if(top = '', arrayMap(c -> toString(c), `predictions.class`),
           arrayMap(c -> toString(c), arrayFilter(c -> c = top, `predictions.class`))),
    counted_confidences    Array(Float64) ALIAS
        if(top = '', `predictions.confidence`,
           arrayFilter((confidence, c) -> c = top, `predictions.confidence`, `predictions.class`)),

    INDEX inference_id_index inference_id TYPE bloom_filter(0.01) GRANULARITY 1,
    -- Events of any time may be reported today: the last day of the log is found by this, not by the partition.
    INDEX logged_at_index logged_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(occurred_at)
ORDER BY (workspace, occurred_at, inference_id, response_index)
SETTINGS non_replicated_deduplication_window = 10000;

-- Sums per minute and model version: the figures of short windows, and of the minutes at the ends of long ones.
--
-- Sorted by time within the workspace: a window is one contiguous read whatever number of models answered in it. With the
-- model first, the minutes of an hour cost a granule of each model: 34 000 rows in place of 6 000 with 24 models.
-- A partition is a month: rows are few, and parts per partition should be, too.
-- Histograms are fixed bins, so that they merge exactly: 20 of equal width over confidence [0, 1], the last with 1 in it;
-- 24 over inference time, the first below 1 ms, then five to a decade, the last from 25 s on.
CREATE TABLE IF NOT EXISTS inference_rollup_minute
(
    workspace                  LowCardinality(String),
    project                    LowCardinality(String),
    version                    LowCardinality(String),
    bucket                     DateTime('UTC') CODEC(Delta, ZSTD),
    requests                   SimpleAggregateFunction(sum, UInt64),
    errors                     SimpleAggregateFunction(sum, UInt64),
    predictions                SimpleAggregateFunction(sum, UInt64),
    confidence_sum             SimpleAggregateFunction(sum, Float64),
    confidence_sum_squares     SimpleAggregateFunction(sum, Float64),
    -- Requests that carried an inference time: the divisor of its mean.
    timed_requests             SimpleAggregateFunction(sum, UInt64),
    inference_time_sum         SimpleAggregateFunction(sum, Float64),
    inference_time_sum_squares SimpleAggregateFunction(sum, Float64),
    confidence_histogram       AggregateFunction(sumForEach, Array(UInt64)),
    inference_time_histogram   AggregateFunction(sumForEach, Array(UInt64)),
    last_occurred_at           SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (workspace, bucket, project, version)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS inference_to_rollup_minute TO inference_rollup_minute AS
WITH
    if(top = '', `predictions.confidence`,
       arrayFilter((confidence, c) -> c = top, `predictions.confidence`, `predictions.class`)) AS counted,
    arrayMap(confidence -> least(19, toUInt8(floor(confidence * 20))), counted) AS confidence_bins,
    -- Asked first: greatest() passes over NULL, and would put an unknown time into the first bin.
    if(isNull(inference_time), -1,
       greatest(0, least(23, 1 + toInt32(floor(5 * log10(greatest(assumeNotNull(inference_time), 1e-9) / 0.001)))))) AS time_bin
SELECT
    workspace,
    project,
    version,
    toDateTime(toStartOfMinute(occurred_at), 'UTC')      AS bucket,
    count()                                              AS requests,
    countIf(is_error)                                    AS errors,
    sum(length(counted))                                 AS predictions,
    sum(arraySum(counted))                               AS confidence_sum,
    sum(arraySum(c -> c * c, counted))                   AS confidence_sum_squares,
    count(inference_time)                                AS timed_requests,
    sum(ifNull(inference_time, 0))                       AS inference_time_sum,
    sum(ifNull(inference_time * inference_time, 0))      AS inference_time_sum_squares,
    sumForEachState(arrayMap(bin -> toUInt64(countEqual(confidence_bins, bin)), range(20)))  AS confidence_histogram,
    sumForEachState(arrayMap(bin -> toUInt64(time_bin = bin), range(24)))                    AS inference_time_histogram,
    max(occurred_at)                                     AS last_occurred_at
FROM inference
GROUP BY workspace, project, version, bucket;

-- Sums per quarter-hour and model version: all but the ends of a long window. Minutes are too many there: of 20 million
-- inferences of 24 models in 90 days, each seven fall into one row of minutes and each hundred into one of these.
--
-- Filled from the minutes and not from the raw rows: a block has few of them, and their histograms are made. A block's
-- token reaches this table as every other: what the minutes ignore as a repetition is offered here all the same.
CREATE TABLE IF NOT EXISTS model_rollup_quarter_hour
(
    workspace                  LowCardinality(String),
    project                    LowCardinality(String),
    version                    LowCardinality(String),
    bucket                     DateTime('UTC') CODEC(Delta, ZSTD),
    requests                   SimpleAggregateFunction(sum, UInt64),
    errors                     SimpleAggregateFunction(sum, UInt64),
    predictions                SimpleAggregateFunction(sum, UInt64),
    confidence_sum             SimpleAggregateFunction(sum, Float64),
    confidence_sum_squares     SimpleAggregateFunction(sum, Float64),
    timed_requests             SimpleAggregateFunction(sum, UInt64),
    inference_time_sum         SimpleAggregateFunction(sum, Float64),
    inference_time_sum_squares SimpleAggregateFunction(sum, Float64),
    confidence_histogram       AggregateFunction(sumForEach, Array(UInt64)),
    inference_time_histogram   AggregateFunction(sumForEach, Array(UInt64)),
    last_occurred_at           SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (workspace, bucket, project, version)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS minute_to_model_rollup_quarter_hour TO model_rollup_quarter_hour AS
SELECT
    workspace,
    project,
    version,
    toDateTime(toStartOfFifteenMinutes(minute.bucket), 'UTC')  AS bucket,
    sum(minute.requests)                                       AS requests,
    sum(minute.errors)                                         AS errors,
    sum(minute.predictions)                                    AS predictions,
    sum(minute.confidence_sum)                                 AS confidence_sum,
    sum(minute.confidence_sum_squares)                         AS confidence_sum_squares,
    sum(minute.timed_requests)                                 AS timed_requests,
    sum(minute.inference_time_sum)                             AS inference_time_sum,
    sum(minute.inference_time_sum_squares)                     AS inference_time_sum_squares,
    sumForEachMergeState(minute.confidence_histogram)          AS confidence_histogram,
    sumForEachMergeState(minute.inference_time_histogram)      AS inference_time_histogram,
    max(minute.last_occurred_at)                               AS last_occurred_at
FROM inference_rollup_minute AS minute
GROUP BY workspace, project, version, bucket;

-- Sums per quarter-hour, model version and device. A quarter-hour divides every time zone's day.
CREATE TABLE IF NOT EXISTS inference_rollup_quarter_hour
(
    workspace                  LowCardinality(String),
    project                    LowCardinality(String),
    version                    LowCardinality(String),
    device_id                  LowCardinality(String),
    bucket                     DateTime('UTC') CODEC(Delta, ZSTD),
    requests                   SimpleAggregateFunction(sum, UInt64),
    errors                     SimpleAggregateFunction(sum, UInt64),
    predictions                SimpleAggregateFunction(sum, UInt64),
    confidence_sum             SimpleAggregateFunction(sum, Float64),
    confidence_sum_squares     SimpleAggregateFunction(sum, Float64),
    timed_requests             SimpleAggregateFunction(sum, UInt64),
    inference_time_sum         SimpleAggregateFunction(sum, Float64),
    inference_time_sum_squares SimpleAggregateFunction(sum, Float64),
    confidence_histogram       AggregateFunction(sumForEach, Array(UInt64)),
    inference_time_histogram   AggregateFunction(sumForEach, Array(UInt64)),
    server_versions            SimpleAggregateFunction(groupUniqArrayArray, Array(String)),
    last_occurred_at           SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (workspace, project, version, device_id, bucket)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS inference_to_rollup_quarter_hour TO inference_rollup_quarter_hour AS
WITH
    if(top = '', `predictions.confidence`,
       arrayFilter((confidence, c) -> c = top, `predictions.confidence`, `predictions.class`)) AS counted,
    arrayMap(confidence -> least(19, toUInt8(floor(confidence * 20))), counted) AS confidence_bins,
    -- Asked first: greatest() passes over NULL, and would put an unknown time into the first bin.
    if(isNull(inference_time), -1,
       greatest(0, least(23, 1 + toInt32(floor(5 * log10(greatest(assumeNotNull(inference_time), 1e-9) / 0.001)))))) AS time_bin
SELECT
    workspace,
    project,
    version,
    device_id,
    toDateTime(toStartOfFifteenMinutes(occurred_at), 'UTC') AS bucket,
    count()                                              AS requests,
    countIf(is_error)                                    AS errors,
    sum(length(counted))                                 AS predictions,
    sum(arraySum(counted))                               AS confidence_sum,
    sum(arraySum(c -> c * c, counted))                   AS confidence_sum_squares,
    count(inference_time)                                AS timed_requests,
    sum(ifNull(inference_time, 0))                       AS inference_time_sum,
    sum(ifNull(inference_time * inference_time, 0))      AS inference_time_sum_squares,
    sumForEachState(arrayMap(bin -> toUInt64(countEqual(confidence_bins, bin)), range(20)))  AS confidence_histogram,
    sumForEachState(arrayMap(bin -> toUInt64(time_bin = bin), range(24)))                    AS inference_time_histogram,
    groupUniqArrayIf(toString(server_version), server_version != '')                         AS server_versions,
    max(occurred_at)                                     AS last_occurred_at
FROM inference
GROUP BY workspace, project, version, device_id, bucket;

-- Sums per minute, model version and class.
CREATE TABLE IF NOT EXISTS class_rollup_minute
(
    workspace              LowCardinality(String),
    project                LowCardinality(String),
    version                LowCardinality(String),
    class                  LowCardinality(String),
    bucket                 DateTime('UTC') CODEC(Delta, ZSTD),
    -- Inferences in which the class occurs.
    requests               SimpleAggregateFunction(sum, UInt64),
    predictions            SimpleAggregateFunction(sum, UInt64),
    confidence_sum         SimpleAggregateFunction(sum, Float64),
    confidence_sum_squares SimpleAggregateFunction(sum, Float64),
    confidence_histogram   AggregateFunction(sumForEach, Array(UInt64))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(bucket)
ORDER BY (workspace, project, version, class, bucket)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS inference_to_class_rollup_minute TO class_rollup_minute AS
SELECT
    workspace,
    project,
    version,
    prediction.1                                         AS class,
    toDateTime(toStartOfMinute(occurred_at), 'UTC')      AS bucket,
    -- Counted at an inference's first prediction of the class.
    countIf(prediction.3 = 1)                            AS requests,
    count()                                              AS predictions,
    sum(prediction.2)                                    AS confidence_sum,
    sum(prediction.2 * prediction.2)                     AS confidence_sum_squares,
    sumForEachState(arrayMap(bin -> toUInt64(least(19, toUInt8(floor(prediction.2 * 20))) = bin), range(20)))
                                                         AS confidence_histogram
FROM inference
ARRAY JOIN arrayFilter(
    p -> top = '' OR p.1 = top,
    arrayZip(`predictions.class`, `predictions.confidence`, arrayEnumerateUniq(`predictions.class`))) AS prediction
GROUP BY workspace, project, version, class, bucket;

-- One row per sign of life. Sorted by device: the last beat of each is asked for most.
CREATE TABLE IF NOT EXISTS device_heartbeat
(
    workspace        LowCardinality(String),
    device_id        LowCardinality(String),
    server_id        LowCardinality(String),
    server_version   LowCardinality(String),
    received_at      DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    -- By the device's own clock; NULL when it said nothing.
    sent_at          Nullable(DateTime64(6, 'UTC')),
    interval_seconds Float64,
    tags             Array(LowCardinality(String)),
    platform         LowCardinality(String),
    hostname         LowCardinality(String),
    kafka_partition  UInt16,
    kafka_offset     UInt64 CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (workspace, device_id, received_at)
SETTINGS non_replicated_deduplication_window = 10000;

-- Where an inference's image is; joined when read, since the image may arrive before its inference.
-- The latest of an inference's images counts.
CREATE TABLE IF NOT EXISTS inference_image
(
    workspace       LowCardinality(String),
    inference_id    String,
    received_at     DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    object_key      String,
    content_type    LowCardinality(String),
    size_bytes      UInt64,
    width           UInt32,
    height          UInt32,
    kafka_partition UInt16,
    kafka_offset    UInt64 CODEC(Delta, ZSTD)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (workspace, inference_id, received_at)
SETTINGS non_replicated_deduplication_window = 10000;
