INSERT INTO inference (workspace, inference_id, response_index, occurred_at, received_at, project, version, model_type, device_id, server_id, server_version, tags, source, inference_time, image_width, image_height, `predictions.class`, `predictions.class_id`, `predictions.confidence`, `predictions.x`, `predictions.y`, `predictions.width`, `predictions.height`, `predictions.detection_id`, `predictions.tracker_id`, `predictions.shape`, top, is_error, error_status, error_type, metadata, logged_at, kafka_partition, kafka_offset)
WITH
    cityHash64(number, {day:UInt32}, {workspace:String}) AS seed,
    (number + 0.5) / {count:UInt64} AS u,
    toDateTime64({day_start:DateTime('UTC')}, 6, 'UTC') + toIntervalMicrosecond(toInt64(86400e6 * (u + 0.1 * sin(2 * pi() * u)))) AS at,
    seed % 50 AS device,
    -- 10 projects of 2 versions, of which each device runs four models
    (device * 7 + intDiv(seed, 50) % 4 * 5) % 20 AS model,
    intDiv(model, 2) AS project_number,
    project_number = 7 AS is_classification,
    intDiv(seed, 1000) % 100 = 0 AS failed,
    if(failed, 0, if(is_classification, 3, intDiv(seed, 100000) % 7)) AS count_of_predictions,
    range(count_of_predictions) AS positions,
    arrayMap(i -> (cityHash64(seed, i) % 10000) / 10000, positions) AS uniform,
    arrayMap(i -> (project_number * 3 + cityHash64(seed, i, 1) % 5) % 12, positions) AS classes,
    map('camera', concat('c', toString(seed % 8)), 'shift', ['early','late','night'][1 + device % 3], 'lux', toString(seed % 1000)) AS fields
SELECT
    {workspace:String}, toString(generateUUIDv4(1)), 0, at, at + toIntervalMillisecond(40 + seed % 200),
    ['hard-hat','pallet','parcel','weld','rock','shelf','vehicle','quality','bottle','seam'][project_number + 1], toString(1 + model % 2),
    if(is_classification, 'classification', 'object-detection'), concat('line-', toString(device)), concat('server-', toString(device)), if(device % 4 = 0, '0.51.9', '0.52.1'),
    [concat('plant-', toString(device % 5))], if(device % 10 = 3, 'camera', 'hosted'),
    if(failed OR seed % 50 = 1, NULL, 0.012 + 0.01 * project_number + 0.02 * ((seed % 997) / 997)), 1280, 720,
    arrayMap(c -> ['helmet','head','vest','person','forklift','pallet','parcel','label','weld','crack','rock','truck'][c + 1], classes),
    arrayMap(c -> toInt32(c), classes),
    arrayMap(x -> 0.2 + 0.79 * sqrt(x), uniform),
    arrayMap(x -> round(1280 * x) / 2, uniform), arrayMap(x -> round(720 * (1 - x)) / 2, uniform), arrayMap(x -> round(20 + 200 * x) , uniform), arrayMap(x -> round(20 + 180 * x), uniform),
    arrayMap(i -> toString(generateUUIDv4(i)), positions), arrayMap(i -> '', positions), arrayMap(i -> '', positions),
    if(is_classification AND NOT failed, ['helmet','head','vest','person','forklift','pallet','parcel','label','weld','crack','rock','truck'][classes[1] + 1], ''),
    failed, if(failed, 500, 0), if(failed, if(intDiv(seed, 100000) % 1000 = 0, 'OutOfMemoryError', 'InferenceError'), ''),
    -- One of 200 000 has a value of its own.
    if(intDiv(seed, 50) % 200000 = 7, mapConcat(fields, map('operator', 'night-7')), fields),
    at, seed % 4, {day:UInt32} * 1000000 + number
FROM numbers({count:UInt64})
