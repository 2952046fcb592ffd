package dev.sightline.ingest.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.ingest.Camera;
import dev.sightline.ingest.dataset.FormData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;

/** A good body for an endpoint, to be spoiled. */
@SuppressWarnings("ArrayRecordComponent") // A body is bytes, and samples are not compared.
record Sample(String method, String path, String contentType, byte[] body, boolean isImage) {
    private static final String JSON = "application/json";

    private static final String INFERENCE = """
            {"inference_id":"i-1","model_id":"hard-hat/3","timestamp":"%1$s","time":0.0312,"device_id":"line-3",
             "server_id":"s1","server_version":"1.5.0","tags":["a","b"],"source":"external","workflow_id":"w","stream_id":"v",
             "confidence_threshold":0.4,"image":{"width":1280,"height":720},"metadata":{"line":"A1","n":72.5,"on":true},
             "predictions":[{"x":320.5,"y":241.0,"width":80.0,"height":120.0,"confidence":0.9123,"class":"helmet",
              "class_id":1,"detection_id":"d1","tracker_id":7,"points":[{"x":8.0,"y":8.0},{"x":12.0,"y":8.0}],
              "keypoints":[{"x":9.0,"y":8.0,"confidence":0.95,"class_id":0,"class":"nose"}],
              "rle":{"size":[4,4],"counts":"abc"}}]}""";

    private static final String PINGBACK = """
            {"api_key":"%2$s","timestamp":"1795353874","device_id":"jetson","inference_server_id":"S-0",
             "inference_server_version":"1.5.0","tags":[""],"platform":"Linux","hostname":"vm","mac_address":"02:fc",
             "inference_results":[{"request_time":%3$s,"inference":{"inference_id":"p-1","inference_server_id":"S-0",
              "request":{"api_key":"%2$s","source":"external","model_id":"hard-hat/3","model_type":null,"confidence":0.4},
              "response":[{"predictions":[{"class":"helmet","confidence":0.91}],"time":0.03}]}},
              {"request_time":%3$s,"inference":{"inference_id":"p-2","request":{"model_id":"q/7","confidence":"best"},
              "response":{"predictions":{"cat":{"confidence":0.7,"class_id":0}},"predicted_classes":["cat"],"time":0.01}}},
              {"request_time":%3$s,"inference":{"inference_id":"p-3","request":{"model_id":"q/7"},"response":[]}}]}""";

    private static final String USAGE = """
            [{"timestamp_start":%4$s,"timestamp_stop":%4$s,"exec_session_id":"e_1","hostname":"5bce9",
             "processed_frames":3,"fps":29.97,"source_duration":1,"category":"model","resource_id":"hard-hat/3",
             "resource_details":"{\\"task_type\\": \\"object-detection\\", \\"device_id\\": \\"jetson\\"}","hosted":false,
             "inference_version":"1.5.0","execution_duration":0.09,"api_key":"%2$s"},
             {"category":"request","resource_id":"hard-hat/3","processed_frames":1,"timestamp_start":%4$s,
             "timestamp_stop":%4$s,"resource_details":"{\\"error\\": \\"CUDA\\", \\"error_status_code\\": 500}"}]""";

    private static final String SAMPLES = """
            {"timestamp":"2026-11-22T13:27:42.695605","source":"workflow","source_info":"Block",
             "inference_results":[{"model_id":"hard-hat/3","class_name":"helmet","confidence":0.9123,
              "inference_id":"c1","model_type":"object-detection"}],"device_id":null,"inference_server_version":"1.5.0"}""";

    private static final String METADATA = """
            [{"inference_id":"i-1","metadata":{"line":"A1","temperature":72.5,"overtime":true}},
             {"request_id":"r","request_index":0,"metadata":{"a":1}},
             {"device_id":"line-3","occurred_at":"%1$s","tolerance":0.5,"model_id":"m/1","metadata":{"who":"Kim"}}]""";

    private static final String COMPATIBLE_METADATA = """
            {"api_key":"%2$s","data":[{"inference_ids":["i-1","i-2"],"field_name":"place","field_value":"canada"}]}""";

    private static final String EVENT = """
            {"specversion":"1.0","id":"e1","source":"/line","type":"inference","time":"%1$s","data":{"model_id":"m/1",
             "predictions":{"cat":{"confidence":0.7,"class_id":0},"dog":0.1},"top":"cat"}}""";

    private static final String BEAT = """
            {"device_id":"line-3","server_id":"s","server_version":"1","interval":60,"tags":["x"],"sent_at":"%1$s"}""";

    private static final String BOXES = """
            {"image":{"width":64,"height":48},"predictions":[{"width":20.0,"height":10.0,"x":21.0,"y":22.0,
             "confidence":0.91,"class_id":1,"class":"helmet","detection_id":"d1","parent_id":"image"}]}""";

    /** One for each endpoint and form. */
    static List<Sample> all(Camera camera) throws IOException {
        String workspace = '/' + camera.workspace();
        byte[] jpeg = image("jpeg");
        String upload = "0".repeat(64) + "-aS0x";
        return List.of(
                json(camera, "/v1/inferences", INFERENCE),
                json(
                        camera,
                        "/v1/inferences?list",
                        '[' + INFERENCE + ",{\"model_id\":\"m/1\",\"error\":{\"status\":500}}]"),
                json(
                        camera,
                        "/v1/inferences",
                        "application/x-ndjson",
                        INFERENCE.replace('\n', ' ') + '\n' + INFERENCE.replace('\n', ' ')),
                json(camera, "/v1/inferences", "application/cloudevents+json", EVENT),
                json(camera, "/inference-stats", PINGBACK),
                json(camera, "/inference-stats?again", PINGBACK),
                json(camera, "/v1/metadata", METADATA),
                json(camera, workspace + "/inference-stats/metadata", COMPATIBLE_METADATA),
                json(camera, workspace + "/inference-stats", SAMPLES),
                json(camera, "/usage/inference", USAGE),
                json(camera, "/v1/heartbeats", BEAT),
                json(camera, "/dataset/hats/annotate/" + upload, "text/plain", BOXES),
                new Sample("PUT", "/v1/inferences/i-1/image", "image/jpeg", jpeg, true),
                new Sample("PUT", "/v1/inferences/i-2/image", "image/png", image("png"), true),
                new Sample(
                        "POST",
                        "/v1/inferences",
                        FormData.TYPE,
                        new FormData()
                                .with("inference", filled(camera, INFERENCE))
                                .with("image", jpeg)
                                .bytes(),
                        true),
                new Sample(
                        "POST",
                        "/dataset/hats/upload?inference_id=i-1",
                        FormData.TYPE,
                        new FormData()
                                .with("name", "a.jpg")
                                .with("file", jpeg)
                                .with("metadata", "{\"camera\":\"c\",\"gain\":2}")
                                .bytes(),
                        true));
    }

    HttpRequest request(Camera camera, byte[] spoiled) {
        return Camera.to(path)
                .header("X-API-Key", camera.key())
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(spoiled))
                .build();
    }

    private static Sample json(Camera camera, String path, String text) {
        return json(camera, path, JSON, text);
    }

    private static Sample json(Camera camera, String path, String contentType, String text) {
        return new Sample("POST", path, contentType, filled(camera, text).getBytes(UTF_8), false);
    }

    private static String filled(Camera camera, String text) {
        Instant now = Instant.now();
        String seconds = now.getEpochSecond() + ".25";
        return text.formatted(now.toString(), camera.key(), seconds, now.getEpochSecond() + "000000000");
    }

    private static byte[] image(String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
