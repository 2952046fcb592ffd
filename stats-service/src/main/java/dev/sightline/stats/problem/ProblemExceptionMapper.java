package dev.sightline.stats.problem;

import dev.sightline.stats.follow.FollowedTopic.LogUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives every failure the same shape. What is our fault is logged here, once. */
class ProblemExceptionMapper {
    private static final Logger LOG = Logger.getLogger(ProblemExceptionMapper.class);

    @ServerExceptionMapper
    public Response ours(ProblemException failure) {
        return answer(failure.problem()).build();
    }

    @ServerExceptionMapper
    public Response logIsAway(LogUnavailableException failure) {
        LOG.warnf("answered 503: %s", failure.getMessage());
        return answer(Problem.of(503, "Service Unavailable", "Kafka does not answer; try again in a moment."))
                .header(HttpHeaders.RETRY_AFTER, 2)
                .build();
    }

    /** Unknown paths, methods and media types, and bodies that are not as documented. */
    @ServerExceptionMapper
    public Response ofTheFramework(WebApplicationException failure) {
        var status = failure.getResponse().getStatusInfo();
        String detail = switch (status.getStatusCode()) {
            case 400 -> "the request cannot be read";
            case 404 -> "nothing is at this address";
            case 405 -> "this address does not take this method";
            default -> status.getReasonPhrase();
        };
        return answer(Problem.of(status.getStatusCode(), status.getReasonPhrase(), detail))
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Exception failure) {
        LOG.error("a request failed for a reason nobody foresaw", failure);
        return answer(Problem.of(500, "Internal Server Error", "This is our fault; the log has the reason."))
                .build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
