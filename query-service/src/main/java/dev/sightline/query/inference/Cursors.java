package dev.sightline.query.inference;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.window.TimeWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Cursors: where a page ended, signed together with the workspace and the filters, so that a cursor continues the list
 * that it came from and no other. The window travels inside: the default one moves with the clock, a list must not.
 */
@ApplicationScoped
class Cursors {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec secret;

    Cursors(QueryConfig config) {
        this.secret = new SecretKeySpec(config.sessionSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Where the list begins: at the window's end, or where the cursor says. */
    Start start(
            String workspace,
            InferenceFilter filter,
            @Nullable String from,
            @Nullable String until,
            @Nullable String cursor,
            Instant now) {
        if (cursor == null) {
            return new Start(TimeWindow.requested(from, until, now), null);
        }
        var start = read(workspace, filter, cursor);
        boolean sameFrom = from == null
                || TimeWindow.requested(from, start.window().until().toString(), now)
                        .from()
                        .equals(start.window().from());
        boolean sameUntil = until == null
                || TimeWindow.requested(start.window().from().toString(), until, now)
                        .until()
                        .equals(start.window().until());
        if (!sameFrom || !sameUntil) {
            throw refused(cursor);
        }
        return start;
    }

    /** The cursor of the page after the one that ended with this inference. */
    String after(String workspace, InferenceFilter filter, TimeWindow window, Inference last) {
        byte[] content = String.join(
                        "\n",
                        window.from().toString(),
                        window.until().toString(),
                        last.occurredAt().toString(),
                        Integer.toString(last.responseIndex()),
                        last.inferenceId())
                .getBytes(StandardCharsets.UTF_8);
        return BASE64.encodeToString(content) + '.' + BASE64.encodeToString(signature(workspace, filter, content));
    }

    private Start read(String workspace, InferenceFilter filter, String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 0) {
            throw refused(cursor);
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(cursor.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(cursor.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, signature(workspace, filter, content))) {
                throw refused(cursor);
            }
            // The id comes last: it is the sender's and may hold anything, line breaks included.
            String[] parts = new String(content, StandardCharsets.UTF_8).split("\n", 5);
            var window = new TimeWindow(Instant.parse(parts[0]), Instant.parse(parts[1]));
            return new Start(window, new Position(Instant.parse(parts[2]), parts[4], Integer.parseInt(parts[3])));
        } catch (IllegalArgumentException e) {
            throw refused(cursor);
        }
    }

    private byte[] signature(String workspace, InferenceFilter filter, byte[] content) {
        try {
            var mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            // Named for its purpose, so that nothing else signed with this secret passes as a cursor.
            for (String part : new String[] {"cursor", workspace, filter.canonical()}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                mac.update(bytes);
            }
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static ProblemException refused(String cursor) {
        return ProblemException.input("cursor", cursor, "next_cursor of a page with the same filters");
    }

    /**
     * Where a page begins.
     *
     * @param after null for the first page
     */
    record Start(TimeWindow window, @Nullable Position after) {}

    /** An inference's place in the order of the list. */
    record Position(Instant occurredAt, String inferenceId, int responseIndex) {
        Position {
            occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        }

        static Position of(Inference inference) {
            return new Position(inference.occurredAt(), inference.inferenceId(), inference.responseIndex());
        }
    }
}
