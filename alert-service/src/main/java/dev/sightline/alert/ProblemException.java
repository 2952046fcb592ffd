package dev.sightline.alert;

import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}; made by name, so that each status is worded in one place. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** The caller's input cannot be meant like this. */
    public static ProblemException input(String field, @Nullable Object got, String expected) {
        return new ProblemException(Problem.ofInput(field, got, expected));
    }

    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(401, "Unauthorized", detail));
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(403, "Forbidden", detail));
    }

    /** There is no such thing in the caller's workspace. */
    public static ProblemException notFound(String what) {
        return new ProblemException(Problem.of(404, "Not Found", "there is no such " + what));
    }

    /** It exists, but not in a state in which this can be done. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(409, "Conflict", detail));
    }

    /** Something behind this service is away; the same request may succeed after a while. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.of(503, "Service Unavailable", detail));
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
