package dev.sightline.ingest.image;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jboss.logging.Logger;

/**
 * Images by their content: the same image twice in a workspace is one object, and no workspace shares one with another.
 */
@ApplicationScoped
class S3ImageStore {
    private static final Logger log = Logger.getLogger(S3ImageStore.class);

    // Half of what an object without an inference is kept for.
    private static final Duration SAFE_AGE = Duration.ofHours(12);

    private final MinioClient client;
    private final String bucket;
    private final Clock clock;
    private volatile boolean hasBucket;

    S3ImageStore(IngestConfig config, Clock clock) {
        this.clock = clock;
        IngestConfig.ImageStore store = config.images();
        this.bucket = store.bucket();
        this.client = MinioClient.builder()
                .endpoint(store.endpoint())
                .region(store.region())
                .credentials(store.accessKey(), store.secretKey())
                .httpClient(new OkHttpClient.Builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .callTimeout(store.timeout())
                        .build())
                .build();
    }

    /**
     * Whether an object is there and will stay. One that was put long ago may be about to be removed with the last
     * inference that it belonged to, and is to be put again.
     *
     * @throws ProblemException 503 when the store does not say
     */
    boolean has(String key) {
        try {
            makeBucket();
            var object = client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build());
            return object.lastModified().toInstant().isAfter(clock.instant().minus(SAFE_AGE));
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return false;
            }
            throw away(e);
        } catch (MinioException | IllegalStateException e) { // The client wraps what the network throws in the latter.
            throw away(e);
        }
    }

    /**
     * Stores an object.
     *
     * @throws ProblemException 503 when the store does not take it
     */
    void put(String key, byte[] content, String contentType) {
        try {
            makeBucket();
            client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                            new ByteArrayInputStream(content), (long) content.length, -1L)
                    .contentType(contentType)
                    .build());
        } catch (MinioException | IllegalStateException e) {
            throw away(e);
        }
    }

    private static ProblemException away(Exception cause) {
        log.warnf("image store does not take images error=%s", cause);
        return ProblemException.unavailable(
                "image-store-unavailable",
                "The image store does not take images at present",
                "Nothing of this request was kept; send it again.",
                Duration.ofSeconds(5));
    }

    private void makeBucket() throws MinioException {
        if (hasBucket) {
            return;
        }
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
        }
        hasBucket = true;
    }
}
