package dev.sightline.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param field the field that is to blame; absent when none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What went wrong and, for input, which field, what came and what is expected (RFC 9457)")
public record Problem(
        @Schema(required = true) String type,
        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,
        @Nullable String field,
        @Nullable String got,
        @Nullable String expected) {
    public static final String MEDIA_TYPE = "application/problem+json";

    // Long enough to recognise what one sent, short enough not to echo a flood.
    private static final int LONGEST_ECHO = 200;

    public static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, null, null);
    }

    static Problem ofInput(String field, @Nullable Object got, String expected) {
        String text = got == null ? null : got.toString();
        String echo = text != null && text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "…" : text;
        return new Problem(
                "about:blank", "Unprocessable Content", 422, field + " is not " + expected, field, echo, expected);
    }
}
