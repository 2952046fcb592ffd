package dev.sightline.ingest.inference;

import dev.sightline.contract.events.InferenceImageStored;
import dev.sightline.ingest.events.Events;
import dev.sightline.ingest.http.Multipart;
import dev.sightline.ingest.http.ProblemException;
import dev.sightline.ingest.http.SpooledBody;
import dev.sightline.ingest.image.ImageIntake;
import dev.sightline.ingest.json.Rejection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An inference and its image in one body: the part {@code inference}, JSON of one inference, and the part {@code image}.
 * Both are taken, or neither; where there is no room for images, the inference alone, and its sender is told.
 */
@Singleton
class InferenceWithImage {
    private final InferencePayload payload;
    private final ImageIntake images;

    InferenceWithImage(InferencePayload payload, ImageIntake images) {
        this.payload = payload;
        this.images = images;
    }

    /** Reads the inference and stores the image; both events are then in the batch. */
    InferenceBatch read(
            SpooledBody body, @Nullable String contentType, InferenceBatch.Sender sender, ImageIntake.Sender device)
            throws IOException {
        var parts = Multipart.of(body.content(), contentType);
        var inference = bytes(part(parts, "inference", "a part with the inference as JSON"));
        ByteBuffer image = part(parts, "image", "a part with the image");
        InferenceBatch batch = payload.read(inference, InferencePayload.Format.JSON, sender);
        if (batch.events().isEmpty()) {
            return batch; // Refused; the image of nothing is not stored.
        }
        if (batch.size() > 1) {
            throw ProblemException.invalid("inference", batch.size() + " inferences", "one inference for one image");
        }
        try {
            InferenceImageStored stored =
                    images.store(device, batch.inferenceIds().getFirst(), body, "image", image);
            batch.events().add(Events.of(stored, sender.traceparent()));
        } catch (ProblemException e) {
            if (!ImageIntake.isForWantOfRoom(e)) {
                throw e;
            }
            // An inference is worth more than its image, and its sender could do no better.
            batch.reject(new Rejection(0, "image", "an image", "none while the installation is nearly full"));
        }
        return batch;
    }

    private static ByteBuffer part(Multipart parts, String name, String expected) {
        return parts.bytes(name).orElseThrow(() -> ProblemException.invalid(name, "nothing", expected));
    }

    private static byte[] bytes(ByteBuffer part) {
        var bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }
}
