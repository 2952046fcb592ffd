package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contract.access.ApiKey;
import dev.sightline.contract.access.ApiKeyPublished;
import dev.sightline.contract.access.Scope;
import dev.sightline.contract.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Someone who reports to the service over HTTP, for a workspace that nobody else uses. */
public final class Camera {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String workspace;
    private final String key;

    private Camera(String workspace, String key) {
        this.workspace = workspace;
        this.key = key;
    }

    /** With a key that may report, and that the service knows. */
    public static Camera withNewKey() {
        var camera = new Camera("test-" + UUID.randomUUID(), newKey());
        publish(camera.key, aKeyOf(camera.workspace).build());
        await().untilAsserted(() ->
                assertThat(camera.get("/").statusCode()).as("the key is known").isEqualTo(200));
        return camera;
    }

    /** With this key, of which the service may know nothing. */
    public static Camera withKey(String key) {
        return new Camera("nobody", key);
    }

    /** With a key as it is published; waits until the service gives this status for it. */
    public static Camera withKey(ApiKeyPublished published, int status) {
        var camera = new Camera(published.getWorkspace(), newKey());
        publish(camera.key, published);
        await().untilAsserted(() -> assertThat(camera.get("/").statusCode())
                .as("status for the key")
                .isEqualTo(status));
        return camera;
    }

    /** A key that may report. */
    public static ApiKeyPublished.Builder aKeyOf(String workspace) {
        return ApiKeyPublished.newBuilder()
                .setKeyId(UUID.randomUUID().toString())
                .setWorkspace(workspace)
                .addScopes(Scope.INGEST.id());
    }

    public static String newKey() {
        return ApiKey.generate(new SecureRandom());
    }

    public String workspace() {
        return workspace;
    }

    public String key() {
        return key;
    }

    /** Posts JSON with the key in a header. */
    public Answer posts(String path, String json) {
        return posts(path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    /** Posts bytes with the key in a header, and with these headers. */
    public Answer posts(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = to(path).header("X-API-Key", key);
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Posts JSON without any key in a header. */
    public static Answer postsUnkeyed(String path, String json) {
        return send(
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Puts bytes with the key in a header. */
    public Answer puts(String path, byte[] body) {
        return send(to(path).header("X-API-Key", key).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Gets with the key in the query. */
    public Answer get(String path) {
        return send(to(path + "?api_key=" + key).GET());
    }

    /** Asks as a test wants to. */
    public static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static HttpRequest.Builder to(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void publish(String key, ApiKeyPublished published) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Engines.kafka());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] hash = ApiKey.hash(key).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.API_KEYS, hash, published.toByteArray()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the key cannot be published", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the service answered. */
    public record Answer(HttpResponse<String> response) {
        public int statusCode() {
            return response.statusCode();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** That it is a problem of this kind. */
        public Answer isProblem(int status, String kind) {
            assertThat(response.body()).contains("urn:sightline:problem:" + kind + "\"");
            assertThat(statusCode()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().get("status").asInt()).isEqualTo(status);
            assertThat(json().get("title").asText()).isNotBlank();
            assertThat(json().get("detail").asText()).isNotBlank();
            return this;
        }
    }
}
