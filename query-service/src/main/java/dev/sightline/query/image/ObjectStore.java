package dev.sightline.query.image;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.problem.ProblemException;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Objects by key. A store that is away is a 503 to whoever asks for an image. */
@ApplicationScoped
public class ObjectStore {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final String bucket;
    private final MinioClient client;

    ObjectStore(QueryConfig config) {
        var images = config.images();
        this.bucket = images.bucket();
        this.client = MinioClient.builder()
                .endpoint(images.endpoint())
                .credentials(images.accessKey(), images.secretKey())
                // Named, so that the client does not ask the store for it first.
                .region(images.region())
                .build();
        client.setTimeout(Duration.ofSeconds(2).toMillis(), RETRY_AFTER.toMillis(), RETRY_AFTER.toMillis());
    }

    /** The content, to be closed by the caller; empty when there is no such object. */
    public Optional<InputStream> open(String key) {
        try {
            return Optional.of(client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build()));
        } catch (MinioException | IllegalStateException e) { // The client wraps what the network throws in the latter.
            return emptyIfMissing(e);
        }
    }

    /** When an object was stored last; empty when there is none. */
    Optional<Instant> storedAt(String key) {
        try {
            return Optional.of(client.statObject(
                            StatObjectArgs.builder().bucket(bucket).object(key).build())
                    .lastModified()
                    .toInstant());
        } catch (MinioException | IllegalStateException e) {
            return emptyIfMissing(e);
        }
    }

    void put(String key, byte[] content, String contentType) {
        try {
            client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).stream(
                            new ByteArrayInputStream(content), (long) content.length, -1L)
                    .contentType(contentType)
                    .build());
        } catch (MinioException | IllegalStateException e) {
            throw away(e);
        }
    }

    /** Removes an object; one that is not there is removed already. */
    void remove(String key) {
        try {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException | IllegalStateException e) {
            throw away(e);
        }
    }

    private static <T> Optional<T> emptyIfMissing(Exception failure) {
        if (failure instanceof ErrorResponseException refused
                && refused.response().code() == 404) {
            return Optional.empty();
        }
        throw away(failure);
    }

    private static ProblemException away(Exception cause) {
        return ProblemException.unavailable("images cannot be read at the moment", RETRY_AFTER, cause);
    }
}
