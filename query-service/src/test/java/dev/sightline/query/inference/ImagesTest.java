package dev.sightline.query.inference;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class ImagesTest {
    private static final byte[] FIRST = "first image".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "second image".getBytes(StandardCharsets.UTF_8);

    private final TestWorkspace workspace = TestWorkspace.create();

    @Test
    void the_latest_image_is_streamed() throws MinioException {
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", FIRST);
        upload(workspace.slug() + "/hash-2", "2026-03-10T10:00:01Z", SECOND);

        var answer = workspace.asProgram().get("/api/v1/inferences/one/image");

        answer.then().statusCode(200).contentType("image/png");
        assertThat(answer.asByteArray()).isEqualTo(SECOND);
        assertThat(answer.header("ETag")).isEqualTo("\"hash-2\"");
        assertThat(answer.header("Cache-Control")).contains("private");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void an_image_that_is_known_already_is_not_sent_again() throws MinioException {
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", FIRST);

        var answer = workspace.asProgram().header("If-None-Match", "\"hash-1\"").get("/api/v1/inferences/one/image");

        answer.then().statusCode(304);
        assertThat(answer.asByteArray()).isEmpty();
    }

    @Test
    void an_inference_says_whether_it_has_an_image() throws MinioException {
        store(
                anInference(workspace, "2026-03-10T10:00:00Z").with("inference_id", "one"),
                anInference(workspace, "2026-03-10T10:00:01Z").with("inference_id", "two"));
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", FIRST);

        var page = workspace.get(
                "/api/v1/inferences", Map.of("from", "2026-03-10T10:00:00Z", "until", "2026-03-10T11:00:00Z"));

        assertThat(page.getList("inferences.has_image")).isEqualTo(List.of(false, true));
    }

    @Test
    void the_small_one_is_a_jpeg_that_fits() throws MinioException, IOException {
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", picture(1600, 900, "png"));

        for (String time : List.of("made", "kept")) {
            var answer = workspace.asProgram().get("/api/v1/inferences/one/image?size=thumbnail");

            answer.then().statusCode(200).contentType("image/jpeg").header("ETag", "\"hash-1-small\"");
            var small = ImageIO.read(new ByteArrayInputStream(answer.asByteArray()));
            assertThat(small.getWidth()).as(time).isEqualTo(320);
            assertThat(small.getHeight()).as(time).isEqualTo(180);
        }
    }

    @Test
    void what_cannot_be_made_small_is_shown_as_it_is() throws MinioException {
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", FIRST);

        var answer = workspace.asProgram().get("/api/v1/inferences/one/image?size=thumbnail");

        answer.then().statusCode(200).contentType("image/png");
        assertThat(answer.asByteArray()).isEqualTo(FIRST);
    }

    @Test
    void a_size_that_there_is_not_is_refused() {
        workspace
                .asProgram()
                .get("/api/v1/inferences/one/image?size=huge")
                .then()
                .statusCode(422);
    }

    @Test
    void another_workspace_does_not_get_it() throws MinioException {
        upload(workspace.slug() + "/hash-1", "2026-03-10T10:00:00Z", FIRST);

        var answer = TestWorkspace.create().asProgram().get("/api/v1/inferences/one/image");

        answer.then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void an_image_under_another_workspaces_key_is_never_opened() throws MinioException {
        upload("someone-else/hash-1", "2026-03-10T10:00:00Z", FIRST);

        var answer = workspace.asProgram().get("/api/v1/inferences/one/image");

        answer.then().statusCode(500);
    }

    @Test
    void an_image_that_the_store_has_lost_is_not_found() {
        row(workspace.slug() + "/hash-gone", "2026-03-10T10:00:00Z", FIRST);

        var answer = workspace.asProgram().get("/api/v1/inferences/one/image");

        answer.then().statusCode(404).contentType("application/problem+json");
    }

    private void upload(String objectKey, String at, byte[] content) throws MinioException {
        var store = TestEngines.objectStore();
        createBucket(store);
        store.putObject(PutObjectArgs.builder().bucket(TestEngines.bucket()).object(objectKey).stream(
                        new ByteArrayInputStream(content), (long) content.length, -1L)
                .build());
        row(objectKey, at, content);
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    private void row(String objectKey, String at, byte[] content) {
        insert(
                "inference_image",
                List.of(Map.of(
                        "workspace",
                        workspace.slug(),
                        "inference_id",
                        "one",
                        "received_at",
                        at,
                        "object_key",
                        objectKey,
                        "content_type",
                        "image/png",
                        "size_bytes",
                        content.length)));
    }

    private static void createBucket(MinioClient store) throws MinioException {
        String bucket = TestEngines.bucket();
        if (!store.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            store.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        }
    }
}
