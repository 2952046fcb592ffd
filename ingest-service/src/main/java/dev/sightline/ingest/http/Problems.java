package dev.sightline.ingest.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every answer that says no an RFC 9457 problem, the framework's own included. */
public class Problems {
    private static final Logger log = Logger.getLogger(Problems.class);
    private static final String PROBLEM_JSON = "application/problem+json";

    @ServerExceptionMapper
    Response ours(ProblemException problem) {
        var response = Response.status(problem.status()).type(PROBLEM_JSON).entity(problem.members());
        problem.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    Response frameworks(WebApplicationException refused) {
        Response.StatusType status = refused.getResponse().getStatusInfo();
        if (status.getStatusCode() >= 500) {
            return unexpected(refused);
        }
        String kind = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        var problem = new ProblemException(
                status.getStatusCode(), kind, status.getReasonPhrase(), adviceOn(status.getStatusCode()));
        String allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return ours(allow == null ? problem : problem.withHeader(HttpHeaders.ALLOW, allow));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        log.error("request failed", failure);
        return ours(new ProblemException(
                500, "internal", "Something broke on our side", "It was logged; the same request may work later."));
    }

    private static String adviceOn(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path; /q/openapi lists what there is.";
            case 405 -> "This path does not take this method; /q/openapi lists what it takes.";
            case 406 -> "Answers are application/json or application/problem+json.";
            default -> "The request cannot be served as it is; /q/openapi says what is expected.";
        };
    }
}
