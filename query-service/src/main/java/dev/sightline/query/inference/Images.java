package dev.sightline.query.inference;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;

/** The images of inferences. */
@ApplicationScoped
class Images {
    Optional<StoredImage> of(String inferenceId) {
        throw new UnsupportedOperationException(inferenceId);
    }

    InputStream open(StoredImage image) {
        throw new UnsupportedOperationException(image.toString());
    }

    record StoredImage(String objectKey, String contentType, long sizeBytes) {
        String contentHash() {
            return objectKey.substring(objectKey.lastIndexOf('/') + 1);
        }
    }
}
