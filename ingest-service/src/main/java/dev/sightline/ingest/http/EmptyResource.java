package dev.sightline.ingest.http;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code POST /empty}: takes a body, does nothing, and answers; only there for {@code ./sightline bench ingest}. */
@Path("/empty")
@EndpointDisabled(name = "bench.empty-endpoint", stringValue = "false", disableIfMissing = true)
public class EmptyResource {
    /** Does nothing. */
    @POST
    @NonBlocking
    @Operation(hidden = true)
    public Response take(byte[] body) {
        return Response.accepted().build();
    }
}
