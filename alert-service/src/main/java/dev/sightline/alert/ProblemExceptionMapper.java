package dev.sightline.alert;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request died of into a problem that tells the caller what to do. */
class ProblemExceptionMapper {
    private static final Logger LOG = Logger.getLogger(ProblemExceptionMapper.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        var status = refusal.getResponse().getStatusInfo();
        return problem(Problem.of(
                status.getStatusCode(),
                status.getReasonPhrase(),
                Objects.requireNonNullElse(refusal.getMessage(), status.getReasonPhrase())));
    }

    @ServerExceptionMapper
    Response problem(ProblemException refusal) {
        var answer = Response.fromResponse(problem(refusal.problem()));
        return refusal.problem().status() == 503
                ? answer.header("Retry-After", 2).build()
                : answer.build();
    }

    /** JSON that does not fit: the place in it and what was wanted there. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException mismatch) {
        String field = mismatch.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String expected = mismatch.getTargetType() == null
                ? "what is expected there"
                : "a " + mismatch.getTargetType().getSimpleName().toLowerCase(Locale.ROOT);
        return problem(Problem.ofInput(field.isEmpty() ? "body" : field, null, expected));
    }

    @ServerExceptionMapper
    Response unexpected(Exception failure) {
        LOG.error("request failed", failure);
        // Nearly always the database: saying so would help an attacker more than the caller, who can only try again.
        return Response.fromResponse(problem(Problem.of(
                        503, "Service Unavailable", "This cannot be read or stored now; try again in a moment.")))
                .header("Retry-After", 2)
                .build();
    }

    private static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
