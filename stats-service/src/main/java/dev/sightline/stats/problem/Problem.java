package dev.sightline.stats.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as RFC 9457 has it.
 *
 * @param type {@code about:blank}: the status says it all
 * @param field the parameter or field that is to blame; absent when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What went wrong and, for input, which field, what came and what is expected (RFC 9457)")
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable String got,
        @Nullable String expected) {
    /** The media type of every answer that is not a success. */
    public static final String MEDIA_TYPE = "application/problem+json";

    // Long enough to recognise what one sent, short enough not to echo a flood.
    private static final int LONGEST_ECHO = 200;

    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, null, null);
    }

    static Problem ofInput(String field, @Nullable String got, String expected) {
        String echo = got != null && got.length() > LONGEST_ECHO ? got.substring(0, LONGEST_ECHO) + "…" : got;
        return new Problem(
                "about:blank", "Unprocessable Content", 422, field + " is not " + expected, field, echo, expected);
    }
}
