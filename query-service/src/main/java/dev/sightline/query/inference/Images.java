package dev.sightline.query.inference;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.problem.ProblemException;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** The images of inferences, from the object store. */
@ApplicationScoped
class Images {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final String LATEST = """
            SELECT object_key, content_type, size_bytes
            FROM inference_image
            WHERE workspace = {workspace:String} AND inference_id = {inference_id:String}
            ORDER BY received_at DESC
            LIMIT 1
            """;

    private final ClickHouse clickHouse;
    private final CurrentCaller caller;
    private final String bucket;
    private final MinioClient store;

    Images(ClickHouse clickHouse, CurrentCaller caller, QueryConfig config) {
        var images = config.images();
        this.clickHouse = clickHouse;
        this.caller = caller;
        this.bucket = images.bucket();
        this.store = MinioClient.builder()
                .endpoint(images.endpoint())
                .credentials(images.accessKey(), images.secretKey())
                // Named, so that the client does not ask the store for it first.
                .region(images.region())
                .build();
        store.setTimeout(Duration.ofSeconds(2).toMillis(), RETRY_AFTER.toMillis(), RETRY_AFTER.toMillis());
    }

    /** The latest image of an inference; empty when the workspace has none. */
    Optional<StoredImage> of(String inferenceId) {
        var parameters = new Parameters().with("inference_id", inferenceId);
        return clickHouse.rows(LATEST, parameters, StoredImage.class).stream().findFirst();
    }

    /** The content, to be closed by the caller. */
    InputStream open(StoredImage image) {
        if (!image.objectKey().startsWith(caller.get().workspace() + '/')) {
            throw new IllegalStateException("an image of this workspace is stored under another one's key");
        }
        try {
            return store.getObject(GetObjectArgs.builder()
                    .bucket(bucket)
                    .object(image.objectKey())
                    .build());
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().equals("NoSuchKey")) {
                throw ProblemException.notFound("the image is no longer stored");
            }
            throw away(e);
        } catch (MinioException e) {
            throw away(e);
        }
    }

    private static ProblemException away(MinioException cause) {
        return ProblemException.unavailable("images cannot be read at the moment", RETRY_AFTER, cause);
    }

    /** Where an image is. The object key ends with the content's hash. */
    record StoredImage(String objectKey, String contentType, long sizeBytes) {
        String contentHash() {
            return objectKey.substring(objectKey.lastIndexOf('/') + 1);
        }
    }
}
