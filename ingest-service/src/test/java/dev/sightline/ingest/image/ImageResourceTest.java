package dev.sightline.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.contract.events.InferenceRecorded;
import dev.sightline.contract.events.Topics;
import dev.sightline.ingest.Camera;
import dev.sightline.ingest.Engines;
import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.TopicTail;
import dev.sightline.ingest.dataset.FormData;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Engines.class)
class ImageResourceTest {
    private final IngestConfig config;

    ImageResourceTest(IngestConfig config) {
        this.config = config;
    }

    @Test
    void an_image_that_was_answered_is_stored_and_announced() throws Exception {
        Camera camera = Camera.withNewKey();
        byte[] image = ImageHeaderTest.image("jpeg", 640, 480);
        try (var log = imagesOf(camera)) {
            var answer = camera.puts("/v1/inferences/i1/image", image);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.json().toString())
                    .isEqualTo(
                            "{\"inference_id\":\"i1\",\"content_type\":\"image/jpeg\",\"width\":640,\"height\":480}");
            InferenceImageStored stored = log.waitFor(1).getFirst();
            assertThat(stored.getObjectKey()).matches(camera.workspace() + "/[0-9a-f]{64}");
            assertThat(stored.getSizeBytes()).isEqualTo(image.length);
            assertThat(stored(stored.getObjectKey())).isEqualTo(image);
        }
    }

    @Test
    void the_same_image_twice_is_one_object() throws IOException {
        Camera camera = Camera.withNewKey();
        byte[] image = ImageHeaderTest.image("png", 8, 8);
        try (var log = imagesOf(camera)) {
            camera.puts("/v1/inferences/i1/image", image);
            camera.puts("/v1/inferences/i2/image", image);

            List<InferenceImageStored> stored = log.waitFor(2);
            assertThat(stored.get(0).getObjectKey()).isEqualTo(stored.get(1).getObjectKey());
        }
    }

    @Test
    void where_it_was_taken_is_not_stored() throws Exception {
        Camera camera = Camera.withNewKey();
        byte[] plain = ImageHeaderTest.image("jpeg", 40, 30);
        try (var log = imagesOf(camera)) {
            camera.puts("/v1/inferences/i1/image", PrivatePartsTest.withExif(plain, 1));

            assertThat(stored(log.waitFor(1).getFirst().getObjectKey())).isEqualTo(plain);
        }
    }

    @Test
    void an_inference_and_its_image_come_in_one_body() throws Exception {
        Camera camera = Camera.withNewKey();
        var form = new FormData()
                .with("inference", "{\"model_id\":\"m/1\",\"inference_id\":\"both\",\"predictions\":[]}")
                .with("image", ImageHeaderTest.image("jpeg", 64, 48));
        try (var images = imagesOf(camera);
                var inferences = new TopicTail<>(
                        Topics.INFERENCES,
                        InferenceRecorded.parser(),
                        inference -> inference.getWorkspace().equals(camera.workspace()))) {
            var answer = camera.posts("/v1/inferences", form.bytes(), "Content-Type", FormData.TYPE);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.json().get("accepted").asInt()).isEqualTo(1);
            assertThat(images.waitFor(1).getFirst().getInferenceId()).isEqualTo("both");
            assertThat(inferences.waitFor(1).getFirst().getInferenceId()).isEqualTo("both");
        }
    }

    @Test
    void of_an_inference_and_its_image_neither_is_taken_when_one_is_refused() {
        Camera camera = Camera.withNewKey();
        var form = new FormData().with("inference", "{\"model_id\":\"m/1\"}").with("image", "<svg/>");

        var answer = camera.posts("/v1/inferences", form.bytes(), "Content-Type", FormData.TYPE)
                .isProblem(415, "unsupported");

        assertThat(answer.json().get("field").asText()).isEqualTo("image");
    }

    @Test
    void an_image_that_breaks_off_is_refused() throws IOException {
        byte[] image = ImageHeaderTest.image("jpeg", 64, 48);

        Camera.withNewKey()
                .puts("/v1/inferences/i1/image", Arrays.copyOf(image, image.length - 40))
                .isProblem(422, "invalid-input");
    }

    @Test
    void what_is_no_image_is_refused() {
        Camera camera = Camera.withNewKey();

        var answer = camera.puts("/v1/inferences/i1/image", "<svg/>".getBytes(StandardCharsets.UTF_8))
                .isProblem(415, "unsupported");

        assertThat(answer.json().get("expected").asText()).isEqualTo("a JPEG, PNG or WebP image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<html><script>alert(1)</script></html>",
                "\u00ff\u00d8\u00ff<script>alert(1)</script> begins like a JPEG",
                "\u0089PNG\r\n\u001a\n<script>alert(1)</script> begins like a PNG",
                "RIFF1234WEBP<script>alert(1)</script> begins like a WebP",
                "GIF89a/*<script>alert(1)</script>*/=1",
                "%PDF-1.7 of no use either"
            })
    void what_a_browser_could_run_is_refused(String page) {
        var answer = Camera.withNewKey().puts("/v1/inferences/i1/image", page.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.statusCode()).as(answer.json().toString()).isIn(415, 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void what_hides_behind_the_end_of_a_picture_is_not_stored(String format) throws Exception {
        Camera camera = Camera.withNewKey();
        byte[] picture = ImageHeaderTest.image(format, 40, 30);
        byte[] page = "PK\u0003\u0004<html><script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = Arrays.copyOf(picture, picture.length + page.length);
        System.arraycopy(page, 0, both, picture.length, page.length);
        try (var log = imagesOf(camera)) {
            camera.puts("/v1/inferences/i1/image", both);

            assertThat(stored(log.waitFor(1).getFirst().getObjectKey())).isEqualTo(picture);
        }
    }

    @Test
    void a_name_that_is_a_path_leads_nowhere() throws IOException {
        Camera camera = Camera.withNewKey();
        byte[] image = ImageHeaderTest.image("png", 8, 8);
        try (var log = imagesOf(camera)) {
            for (String name : List.of("..%2F..%2Fother%2Fx", "%2Fetc%2Fpasswd", "..%5C..%5Cx", "%2e%2e", "a%00b")) {
                assertThat(camera.puts("/v1/inferences/" + name + "/image", image)
                                .statusCode())
                        .as(name)
                        .isLessThan(500);
            }
            camera.puts("/v1/inferences/plain/image", image);

            await().untilAsserted(() -> assertThat(log.poll())
                    .extracting(InferenceImageStored::getInferenceId)
                    .contains("plain"));
            assertThat(log.poll())
                    .extracting(InferenceImageStored::getObjectKey)
                    .allMatch(key -> key.matches(camera.workspace() + "/[0-9a-f]{64}"));
        }
    }

    @Test
    void an_image_with_too_many_pixels_is_refused_unopened() throws IOException {
        byte[] bomb = ImageHeaderTest.image("png", 8, 8);
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);

        Camera.withNewKey().puts("/v1/inferences/i1/image", bomb).isProblem(422, "invalid-input");
    }

    @Test
    void an_image_of_too_many_bytes_is_refused() {
        Camera.withNewKey().puts("/v1/inferences/i1/image", new byte[11 << 20]).isProblem(413, "too-large");
    }

    @Test
    void an_image_without_a_key_is_refused() {
        Camera.withKey(Camera.newKey())
                .puts("/v1/inferences/i1/image", new byte[10])
                .isProblem(401, "unknown-api-key");
    }

    private byte[] stored(String key) throws Exception {
        var client = MinioClient.builder()
                .endpoint(config.images().endpoint())
                .region(config.images().region())
                .credentials(config.images().accessKey(), config.images().secretKey())
                .build();
        try (var object = client.getObject(GetObjectArgs.builder()
                .bucket(config.images().bucket())
                .object(key)
                .build())) {
            return object.readAllBytes();
        }
    }

    private static TopicTail<InferenceImageStored> imagesOf(Camera camera) {
        return new TopicTail<>(
                Topics.INFERENCE_IMAGES,
                InferenceImageStored.parser(),
                image -> image.getWorkspace().equals(camera.workspace()));
    }
}
