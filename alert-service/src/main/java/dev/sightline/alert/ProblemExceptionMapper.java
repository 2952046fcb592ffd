package dev.sightline.alert;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
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
    Response unexpected(Exception failure) {
        LOG.error("request failed", failure);
        // Nearly always the database: saying so would help an attacker more than the caller, who can only try again.
        return Response.fromResponse(problem(Problem.of(
                        503, "Service Unavailable", "The state of devices cannot be read now; try again in a moment.")))
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
