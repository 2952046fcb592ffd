INSERT INTO inference_image (workspace, inference_id, received_at, object_key, content_type, size_bytes, width, height, kafka_partition, kafka_offset)
-- One inference of a hundred has an image.
SELECT workspace, inference_id, received_at, concat('bench/', inference_id), 'image/jpeg', 90000, 1280, 720, kafka_partition, kafka_offset
FROM inference
WHERE cityHash64(inference_id) % 100 = 0
