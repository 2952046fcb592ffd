package dev.sightline.ingest.http;

import java.io.Serial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, as the sender is told: an RFC 9457 problem.
 *
 * <p>Retryable is what carries {@code Retry-After}; everything else the sender must change before it comes again.
 */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param kind the last part of the problem's {@code type}, which programs compare
     * @param title the same for every problem of this kind
     * @param detail what is wrong this time and what to do about it
     */
    public ProblemException(int status, String kind, String title, String detail) {
        // Without a stack trace: the sender's mistakes are no events of ours, and they may come by the thousand.
        super(detail, null, false, false);
        this.status = status;
        members.put("type", "urn:sightline:problem:" + kind);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
    }

    /** 400: nothing of the body can be used. */
    public static ProblemException malformed(String detail) {
        return new ProblemException(400, "malformed-body", "The body cannot be read", detail);
    }

    /** 413: more than we take at once. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(413, "too-large", "The request is too large", detail);
    }

    /** 415: in a form that we do not read. */
    public static ProblemException unsupported(String field, @Nullable String got, String expected) {
        return new ProblemException(
                        415,
                        "unsupported",
                        "The body comes in a form that is not read here",
                        "Expected " + expected + ".")
                .with("field", field)
                .with("got", got == null ? "nothing" : got)
                .with("expected", expected);
    }

    /** 422: readable, but not what is expected. */
    public static ProblemException invalid(String field, String got, String expected) {
        String where = field.isEmpty() ? "The item" : field;
        return new ProblemException(
                        422,
                        "invalid-input",
                        "The request cannot be taken as it is",
                        where + ": got " + got + ", expected " + expected + '.')
                .with("field", field)
                .with("got", got)
                .with("expected", expected);
    }

    /** 503: the same request may be sent again. */
    public static ProblemException unavailable(String kind, String title, String detail, Duration retryAfter) {
        return new ProblemException(503, kind, title, detail).retryAfter(retryAfter);
    }

    /** Adds a member to the problem's body. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer. */
    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Tells the sender when to come again, in whole seconds and at least one. */
    public ProblemException retryAfter(Duration wait) {
        return withHeader(
                "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The answer's body. */
    public Map<String, Object> members() {
        return members;
    }

    /** The answer's headers besides the content type. */
    public Map<String, String> headers() {
        return headers;
    }
}
