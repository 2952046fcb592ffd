package dev.sightline.query.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}; made by name, so that each status is worded in one place. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    private ProblemException(Problem problem, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The caller's input cannot be meant like this. */
    public static ProblemException input(String field, @Nullable String got, String expected) {
        return new ProblemException(Problem.ofInput(field, got, expected), null, null);
    }

    /** Nobody is known by what the request carries, or it carries nothing. */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(401, "Unauthorized", detail), null, null);
    }

    /** The caller is known and may not. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(403, "Forbidden", detail), null, null);
    }

    /** There is no such thing in the caller's workspace. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(404, "Not Found", detail), null, null);
    }

    /** What is asked for does not go with how things stand. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "Conflict", detail), null, null);
    }

    /** It was there, and its time is over. */
    public static ProblemException gone(String detail) {
        return new ProblemException(Problem.of(410, "Gone", detail), null, null);
    }

    /** Too many tries; the same request may succeed after a while. */
    public static ProblemException tooMany(String detail, Duration retryAfter) {
        return new ProblemException(Problem.of(429, "Too Many Requests", detail), retryAfter, null);
    }

    /** Something behind this service is away; the same request may succeed after a while. */
    public static ProblemException unavailable(String detail, Duration retryAfter, Throwable cause) {
        return new ProblemException(Problem.of(503, "Service Unavailable", detail), retryAfter, cause);
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }

    /** How long to wait before asking again; null when asking again is no use. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
