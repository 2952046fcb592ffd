package dev.sightline.stats.problem;

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
    public static ProblemException input(String field, @Nullable String got, String expected) {
        return new ProblemException(Problem.ofInput(field, got, expected));
    }

    /** Nobody is known by what the request carries, or it carries nothing. */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(401, "Unauthorized", detail));
    }

    /** The caller is known and may not. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(403, "Forbidden", detail));
    }

    /** There is no such thing in the caller's workspace. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(404, "Not Found", detail));
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
