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
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
