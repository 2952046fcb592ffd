package dev.sightline.query.inference;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.clickhouse.ClickHouse;
import dev.sightline.query.clickhouse.Parameters;
import dev.sightline.query.image.ObjectStore;
import dev.sightline.query.image.Thumbnails;
import dev.sightline.query.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;

/** The images of inferences, for those who may see them. */
@ApplicationScoped
class Images {
    private static final String LATEST = """
            SELECT object_key, content_type, size_bytes
            FROM inference_image
            WHERE workspace = {workspace:String} AND inference_id = {inference_id:String}
            ORDER BY received_at DESC
            LIMIT 1
            """;

    private final ClickHouse clickHouse;
    private final CurrentCaller caller;
    private final ObjectStore store;
    private final Thumbnails thumbnails;

    Images(ClickHouse clickHouse, CurrentCaller caller, ObjectStore store, Thumbnails thumbnails) {
        this.clickHouse = clickHouse;
        this.caller = caller;
        this.store = store;
        this.thumbnails = thumbnails;
    }

    /** The latest image of an inference; empty when the workspace has none. */
    Optional<StoredImage> of(String inferenceId) {
        var parameters = new Parameters().with("inference_id", inferenceId);
        return clickHouse.rows(LATEST, parameters, StoredImage.class).stream().findFirst();
    }

    /** The content, to be closed by the caller. */
    InputStream open(StoredImage image) {
        return store.open(keyOf(image)).orElseThrow(() -> ProblemException.notFound("the image is no longer stored"));
    }

    /** The small JPEG; empty when it is no longer stored, or of a kind that is not opened here. */
    Optional<byte[]> small(StoredImage image) {
        return thumbnails.of(keyOf(image));
    }

    private String keyOf(StoredImage image) {
        if (!image.objectKey().startsWith(caller.get().workspace() + '/')) {
            throw new IllegalStateException("an image of this workspace is stored under another one's key");
        }
        return image.objectKey();
    }

    /** Where an image is. The object key ends with the content's hash. */
    record StoredImage(String objectKey, String contentType, long sizeBytes) {
        String contentHash() {
            return objectKey.substring(objectKey.lastIndexOf('/') + 1);
        }
    }
}
