package dev.sightline.e2e.roboflow;

import static dev.sightline.e2e.Sightline.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.e2e.Sightline;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An Inference Server 1.5.0 as far as its calls go: where it puts the key, which headers it sends, how it writes parts. */
final class InferenceServer {
    private static final String BOUNDARY = "0f9b3a52c7e84f1d9a6b5c4d3e2f1a0b";

    private final Sightline sightline;
    private final String key;
    private final boolean hasGateway;

    InferenceServer(Sightline sightline, String key) {
        this(sightline, key, false);
    }

    private InferenceServer(Sightline sightline, String key, boolean hasGateway) {
        this.sightline = sightline;
        this.key = key;
        this.hasGateway = hasGateway;
    }

    /** The same with {@code SECURE_GATEWAY}: every call goes to the gateway, with the address that it is meant for. */
    InferenceServer throughGateway() {
        return new InferenceServer(sightline, key, true);
    }

    String key() {
        return key;
    }

    /** The report of a minute: the key in the body and nowhere else, no header beside those of the library. */
    HttpResponse<String> reports(String body) {
        return sightline.send(plain("/inference-stats")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** A call with the key in the query. */
    HttpResponse<String> asks(String path) {
        return sightline.send(headed(path + "?api_key=" + key + "&nocache=true").GET());
    }

    /** JSON with the key in the query. */
    HttpResponse<String> posts(String path, String body) {
        return sightline.send(headed(path + "?api_key=" + key + "&nocache=true")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Usage rows: the key as a bearer's. */
    HttpResponse<String> counts(String body) {
        return sightline.send(headed("/usage/inference")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> asksForPlan() {
        return sightline.send(
                headed("/usage/plan").header("Authorization", "Bearer " + key).GET());
    }

    /** An image for a dataset; parts in the order and with the headers of the library. */
    HttpResponse<String> uploads(String dataset, byte[] image, @Nullable String metadata, String... query) {
        var body = new ByteArrayOutputStream();
        part(body, "name=\"name\"", "4aa59352-7a57-4ba1-a21e-000000000001.jpg".getBytes(UTF_8));
        part(body, "name=\"file\"; filename=\"imageToUpload\"\r\nContent-Type: image/jpeg", image);
        if (metadata != null) {
            part(body, "name=\"metadata\"", metadata.getBytes(UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return sightline.send(headed("/dataset/" + dataset + "/upload?api_key=" + key + "&" + String.join("&", query))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** The boxes of an uploaded image. */
    HttpResponse<String> annotates(String dataset, String image, String name, String body) {
        return sightline.send(headed("/dataset/" + dataset + "/annotate/" + image + "?api_key=" + key + "&name="
                        + encode(name) + "&prediction=true")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8))));
    }

    /** An envelope with these results, and all that a server says of itself. */
    String envelope(String device, String server, String... results) {
        return """
                {"api_key": "%s", "timestamp": "1795353874", "device_id": "%s", "inference_server_id": "%s",
                 "inference_server_version": "1.5.0", "tags": ["plant-b", "line-9"], "platform": "Linux",
                 "platform_release": "6.18.44", "platform_version": "#1 SMP", "architecture": "x86_64", "hostname": "vm-9",
                 "ip_address": "127.0.0.1", "mac_address": "02:fc:00:00:00:09", "processor": "",
                 "inference_results": [%s]}""".formatted(key, device, server, String.join(", ", results));
    }

    /** One result. */
    String result(double at, String id, String model, String response) {
        return """
                {"request_time": %s, "inference": {"inference_id": "%s", "inference_server_version": "1.5.0",
                 "inference_server_id": "SxVv9x-GPU-0", "request": {"api_key": "%s", "source": "external",
                 "source_info": "external", "model_id": %s, "model_type": null, "confidence": 0.4},
                 "response": %s}}""".formatted(at, id, key, model, response);
    }

    private HttpRequest.Builder headed(String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Roboflow-Inference-Version", "1.5.0");
        headers.put("X-Allow-Chunked", "true");
        HttpRequest.Builder request = plain(path);
        headers.forEach(request::header);
        return request;
    }

    private HttpRequest.Builder plain(String path) {
        String target = hasGateway ? "/proxy?url=" + encode("https://api.roboflow.com" + path) : path;
        return HttpRequest.newBuilder(URI.create(sightline.system().ingestUrl() + target))
                .header("User-Agent", "python-requests/2.32.3")
                .header("Accept-Encoding", "gzip, deflate")
                .header("Accept", "*/*");
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
    }
}
