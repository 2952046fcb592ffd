-- Predictions with their boxes, drawn for an image of an inference: what a server's short report leaves out. Joined when
-- read, since they may come before their inference, and never counted. Of several for one inference the latest counts.
--
-- Sorted by how they are looked up. Deduplication windows as in V1.
CREATE TABLE IF NOT EXISTS inference_annotation
(
    workspace       LowCardinality(String),
    inference_id    String,
    received_at     DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    -- The image that they were drawn for, and its pixels; 0 is unknown.
    object_key      String,
    image_width     UInt32,
    image_height    UInt32,
    -- As in inference.
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
    kafka_partition UInt16,
    kafka_offset    UInt64 CODEC(Delta, ZSTD),
    INDEX kafka_offset_index kafka_offset TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (workspace, inference_id, received_at)
SETTINGS non_replicated_deduplication_window = 10000;

-- Whether another inference has the same image, before it is removed.
ALTER TABLE inference_image ADD INDEX IF NOT EXISTS object_key_index object_key TYPE bloom_filter(0.01) GRANULARITY 1;
