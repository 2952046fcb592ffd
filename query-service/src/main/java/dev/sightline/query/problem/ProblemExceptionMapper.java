package dev.sightline.query.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Gives every failure the same shape. What is our fault is logged here, once. */
class ProblemExceptionMapper {
    private static final Logger log = Logger.getLogger(ProblemExceptionMapper.class);

    @ServerExceptionMapper
    public Response ours(ProblemException failure) {
        if (failure.getCause() != null) {
            log.warnf("answered %s: %s", failure.problem().status(), failure.getCause());
        }
        var answer = answer(failure.problem());
        var retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unreadableJson(MismatchedInputException failure) {
        String field = failure.getPath().stream()
                .map(reference -> reference.getFieldName() != null
                        ? reference.getFieldName()
                        : Integer.toString(reference.getIndex()))
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? answer(Problem.of(400, "Bad Request", "the body is not the JSON object that is expected"))
                        .build()
                : answer(Problem.ofInput(field, null, "a value of the documented type"))
                        .build();
    }

    /** Unknown paths, methods and media types, and bodies that are no JSON at all. */
    @ServerExceptionMapper
    public Response ofTheFramework(WebApplicationException failure) {
        if (failure.getCause() instanceof MismatchedInputException unreadable) {
            return unreadableJson(unreadable);
        }
        var status = failure.getResponse().getStatusInfo();
        var answer = answer(Problem.of(
                status.getStatusCode(), status.getReasonPhrase(), detailOf(status.getStatusCode(), failure)));
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            answer.header(HttpHeaders.ALLOW, allow);
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        log.error("a request failed for a reason nobody foresaw", failure);
        return answer(Problem.of(500, "Internal Server Error", "This is our fault; the log has the reason."))
                .build();
    }

    private static String detailOf(int status, WebApplicationException failure) {
        return switch (status) {
            case 400 -> "the request cannot be read";
            case 404 -> "nothing is at this address";
            case 405 -> "this address does not take this method";
            case 406, 415 -> "this address speaks application/json";
            default -> orEmpty(failure.getMessage());
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
