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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import okhttp3.OkHttpClient;
import org.jboss.logging.Logger;

/**
 * Images by their content: the same image twice in a workspace is one object, and no workspace shares one with another.
 */
@ApplicationScoped
class S3ImageStore {
    private static final Logger log = Logger.getLogger(S3ImageStore.class);

    private final MinioClient client;
    private final String bucket;
    private volatile boolean hasBucket;

    S3ImageStore(IngestConfig config) {
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
     * Stores an image, unless it is there already, and returns its key.
     *
     * @throws ProblemException 503 when the store does not take it
     */
    String put(String workspace, byte[] image, ImageHeader header) {
        String key = workspace + '/' + sha256(image);
        try {
            makeBucket();
            if (!exists(key)) {
                client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                new ByteArrayInputStream(image), (long) image.length, -1L)
                        .contentType(header.contentType())
                        .build());
            }
            return key;
        } catch (MinioException | IllegalStateException e) { // The client wraps what the network throws in the latter.
            log.warnf("image store does not take images workspace=%s error=%s", workspace, e);
            throw ProblemException.unavailable(
                    "image-store-unavailable",
                    "The image store does not take images at present",
                    "Nothing of this request was kept; send it again.",
                    Duration.ofSeconds(5));
        }
    }

    private boolean exists(String key) throws MinioException {
        try {
            client.statObject(
                    StatObjectArgs.builder().bucket(bucket).object(key).build());
            return true;
        } catch (ErrorResponseException e) {
            if (e.response().code() == 404) {
                return false;
            }
            throw e;
        }
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

    private static String sha256(byte[] image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
