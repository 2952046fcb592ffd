package dev.sightline.query.image;

import static dev.sightline.query.SampleInference.anInference;
import static dev.sightline.query.SampleInference.insert;
import static dev.sightline.query.SampleInference.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contract.access.Role;
import dev.sightline.query.QueryConfig;
import dev.sightline.query.TestEngines;
import dev.sightline.query.TestWorkspace;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.retention.Retentions;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.errors.MinioException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The objects are stored now, so that it is the clock of the job that goes ahead. */
@QuarkusTest
@QuarkusTestResource(TestEngines.class)
class ImageExpiryTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final ClickHouse clickHouse;
    private final ObjectStore store;
    private final Retentions retentions;
    private final QueryConfig config;
    private final TestWorkspace workspace = TestWorkspace.create();
    private final Instant now = Instant.now();

    ImageExpiryTest(ClickHouse clickHouse, ObjectStore store, Retentions retentions, QueryConfig config) {
        this.clickHouse = clickHouse;
        this.store = store;
        this.retentions = retentions;
        this.config = config;
    }

    private record Row(String inferenceId) {}

    @Test
    void an_image_whose_inference_never_came_ends_after_a_day_and_others_stay() throws MinioException {
        image("orphan", "a");
        image("reported", "b");
        store(anInference(workspace, now).with("inference_id", "reported"));

        runAt(now.plus(DAY).minusSeconds(60));
        assertThat(store.storedAt(key("a"))).as("before the day is over").isPresent();
        runAt(now.plus(DAY).plusSeconds(60));

        assertThat(images()).as("rows, which the audit counts").containsExactly("orphan", "reported");
        assertThat(store.storedAt(key("a"))).isEmpty();
        assertThat(store.storedAt(Thumbnails.keyOf(key("a")))).isEmpty();
        assertThat(store.storedAt(key("b"))).isPresent();
    }

    @Test
    void an_object_stays_while_another_inference_has_it() throws MinioException {
        image("orphan", "shared");
        image("reported", "shared");
        store(anInference(workspace, now).with("inference_id", "reported"));

        runAt(now.plus(DAY).plusSeconds(60));

        assertThat(store.storedAt(key("shared"))).isPresent();
    }

    @Test
    void an_image_ends_when_it_is_as_old_as_images_get() throws MinioException {
        image("reported", "old");
        store(anInference(workspace, now).with("inference_id", "reported"));

        runAt(now.plus(config.images().retention()).plusSeconds(60));

        assertThat(images()).isEmpty();
        assertThat(store.storedAt(key("old"))).isEmpty();
    }

    @Test
    void an_image_ends_when_it_is_as_old_as_its_workspace_wants_it() throws MinioException {
        image("reported", "ours");
        store(anInference(workspace, now).with("inference_id", "reported"));
        workspace
                .as(Role.OWNER)
                .contentType(ContentType.JSON)
                .body(Map.of("images_days", 3))
                .put("/api/v1/retention")
                .then()
                .statusCode(200);

        runAt(now.plus(DAY.multipliedBy(3)).minusSeconds(60));
        assertThat(images()).containsExactly("reported");
        runAt(now.plus(DAY.multipliedBy(3)).plusSeconds(60));

        assertThat(images()).isEmpty();
        assertThat(store.storedAt(key("ours"))).isEmpty();
    }

    private void runAt(Instant at) {
        new ImageExpiry(clickHouse, store, retentions, Clock.fixed(at, ZoneOffset.UTC), config).run();
    }

    private List<String> images() {
        return clickHouse
                .rowsOfAll(
                        "SELECT inference_id FROM inference_image WHERE workspace = {w:String} ORDER BY inference_id",
                        new Parameters().with("w", workspace.slug()),
                        Row.class)
                .stream()
                .map(Row::inferenceId)
                .toList();
    }

    private String key(String hash) {
        return workspace.slug() + '/' + hash;
    }

    private void image(String inferenceId, String hash) throws MinioException {
        var client = TestEngines.objectStore();
        String bucket = TestEngines.bucket();
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        }
        store.put(key(hash), new byte[] {1}, "image/png");
        store.put(Thumbnails.keyOf(key(hash)), new byte[] {1}, "image/jpeg");
        insert(
                "inference_image",
                List.of(Map.of(
                        "workspace",
                        workspace.slug(),
                        "inference_id",
                        inferenceId,
                        "received_at",
                        now.toString(),
                        "object_key",
                        key(hash),
                        "content_type",
                        "image/png",
                        "size_bytes",
                        1)));
    }
}
