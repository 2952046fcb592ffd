INSERT INTO inference (workspace, inference_id, response_index, occurred_at, received_at, project, version, model_type, device_id, `predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`, `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`, `predictions.tracker_id`, `predictions.shape`, is_error, inference_time)
WITH
    intDiv(number, {models:UInt32}) AS step,
    number % {models:UInt32} AS model,
    fromUnixTimestamp64Micro(({from:Int64} + step * 300 + 7) * 1000000) AS at,
    range(36) AS positions,
    cityHash64(number, {from:Int64}) AS seed
SELECT
    {workspace:String}, toString(generateUUIDv4(1)), 0, at, at,
    concat('model-', toString(model)), '1', 'object-detection', concat('line-', toString(model)),
    arrayMap(i -> ['helmet','head','vest'][1 + cityHash64(seed, i) % 3], positions), arrayMap(i -> 0, positions),
    -- The hours of the day differ, as people and light do.
    arrayMap(i -> 0.8 + 0.03 * sin(2 * pi() * toHour(at) / 24) + 0.1 * ((cityHash64(seed, i, 1) % 1000) / 1000 - 0.5), positions),
    arrayMap(i -> 1., positions), arrayMap(i -> 1., positions), arrayMap(i -> 1., positions), arrayMap(i -> 1., positions),
    arrayMap(i -> '', positions), arrayMap(i -> '', positions), arrayMap(i -> '', positions),
    false, 0.02
FROM numbers({count:UInt64})
