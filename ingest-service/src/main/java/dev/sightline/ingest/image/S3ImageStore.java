package dev.sightline.ingest.image;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.SpooledBody;
import io.minio.BucketExistsArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
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

    private static final int MOST_AT_ONCE = 64;

    private final MinioAsyncClient client;
    private final String bucket;
    private final Clock clock;
    private volatile boolean hasBucket;

    S3ImageStore(IngestConfig config, Clock clock) {
        this.clock = clock;
        IngestConfig.ImageStore store = config.images();
        this.bucket = store.bucket();
        this.client = MinioAsyncClient.builder()
                .endpoint(store.endpoint())
                .region(store.region())
                .credentials(store.accessKey(), store.secretKey())
                .httpClient(new OkHttpClient.Builder()
                        .dispatcher(dispatcher())
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
            var object = answer(client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build()));
            return object.lastModified().toInstant().isAfter(clock.instant().minus(SAFE_AGE));
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return false;
            }
            throw away(e);
        } catch (MinioException | CompletionException e) {
            throw away(e);
        }
    }

    /**
     * Stores an object.
     *
     * @throws ProblemException 503 when the store does not take it, 507 when it says that it is full
     */
    void put(String key, SpooledBody.Kept content, String contentType) {
        try {
            makeBucket();
            // From the file chunk by chunk; of a stream the client would gather megabytes before it sends the first.
            answer(client.putObject(PutObjectAPIArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .file(content.file(), content.size())
                    // Known already, and so the client does not read the file twice; the store compares.
                    .headers(new Http.Headers("X-Amz-Content-Sha256", content.sha256()))
                    .contentType(contentType)
                    .build()));
        } catch (MinioException | CompletionException e) {
            throw away(e);
        }
    }

    private static ProblemException away(Exception cause) {
        if (cause instanceof ErrorResponseException refused
                && refused.response().code() == ImageRoom.NO_ROOM) {
            log.warnf("image store is full error=%s", cause);
            return ImageRoom.refusal();
        }
        log.warnf("image store does not take images error=%s", cause);
        return ProblemException.unavailable(
                "image-store-unavailable",
                "The image store does not take images at present",
                "Nothing of this request was kept; send it again.",
                Duration.ofSeconds(5));
    }

    /** Of five at a time, which is the client's own measure, the sixth would wait longer than its timeout says. */
    private static Dispatcher dispatcher() {
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(MOST_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
        return dispatcher;
    }

    private void makeBucket() throws MinioException {
        if (hasBucket) {
            return;
        }
        if (!answer(
                client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()))) {
            makeBucketUnlessAnotherDid();
        }
        hasBucket = true;
    }

    private void makeBucketUnlessAnotherDid() throws MinioException {
        try {
            answer(client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()));
        } catch (ErrorResponseException e) {
            // The first images come at once, and so may the first instances.
            if (!"BucketAlreadyOwnedByYou".equals(e.errorResponse().code())) {
                throw e;
            }
        }
    }

    private static <T> T answer(CompletableFuture<T> coming) throws MinioException {
        try {
            return coming.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MinioException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
