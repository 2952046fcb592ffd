package dev.sightline.ingest.json;

import dev.sightline.ingest.http.ProblemException;
import java.util.List;

/**
 * One item that was not taken, as its sender is told.
 *
 * @param index position of the item in what was sent
 * @param field path inside the item, empty for the item as a whole
 * @param got what stands there, shortened
 * @param expected what should stand there
 */
public record Rejection(int index, String field, String got, String expected) {
    /** The field without positions and names of the sender's own, for counting. */
    public String reason() {
        String named = field.replaceAll("\\[\\d+]\\.?", ".").replaceAll("\\.+", ".");
        String[] parts = named.startsWith(".") ? named.substring(1).split("\\.", 2) : named.split("\\.", 2);
        return parts[0].isEmpty() ? "item" : parts[0];
    }

    /** The answer to a request of which nothing could be taken: 422, naming all that is wrong. */
    public static ProblemException refusalOf(List<Rejection> rejections) {
        Rejection first = rejections.getFirst();
        return ProblemException.invalid(first.field(), first.got(), first.expected())
                .with("rejected", rejections);
    }
}
