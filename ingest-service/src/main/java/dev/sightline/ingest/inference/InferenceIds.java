package dev.sightline.ingest.inference;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of inferences that were sent without one, made of what their sender can name again. */
public final class InferenceIds {
    private InferenceIds() {}

    /** The id of an item of a request that was sent with this {@code Idempotency-Key}. */
    public static String ofRequest(String workspace, String idempotencyKey, int index) {
        return nameBased(workspace, idempotencyKey + '\n' + index);
    }

    /** An id that the same name in the same workspace always gives. */
    static String nameBased(String workspace, String name) {
        byte[] bytes = (workspace + '\n' + name).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }
}
