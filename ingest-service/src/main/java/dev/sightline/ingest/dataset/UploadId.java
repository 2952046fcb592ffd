package dev.sightline.ingest.dataset;

import dev.sightline.ingest.json.Values;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id that an upload is answered with, and that its boxes come back with. It says by itself which image of which
 * inference they belong to, so that nothing has to be remembered between the two calls.
 */
record UploadId(String contentHash, String inferenceId) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{64})-([A-Za-z0-9_-]{1,1400})");

    /** As in an address. */
    String text() {
        return contentHash
                + '-'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(inferenceId.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when it is none of ours. */
    static Optional<UploadId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var inferenceId = new String(Base64.getUrlDecoder().decode(form.group(2)), StandardCharsets.UTF_8);
            return inferenceId.isBlank() || inferenceId.length() > Values.ID_LENGTH
                    ? Optional.empty()
                    : Optional.of(new UploadId(form.group(1), inferenceId));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Not base64.
        }
    }
}
