package dev.sightline.ingest.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** {@code GET /v1/refusals}: what came with the workspace's keys, and what was refused and why. */
@Path("/v1/refusals")
@Tag(name = "help")
public class RefusalsResource {
    private final Gate gate;
    private final Refusals refusals;

    RefusalsResource(Gate gate, Refusals refusals) {
        this.gate = gate;
        this.refusals = refusals;
    }

    /** The workspace's keys that were used here since this instance started. */
    public record Uses(List<Refusals.KeyUse> keys) {}

    /** Tells what came. */
    @GET
    @Operation(
            summary = "What was last received with each key, and what was refused and why",
            description = "Of the instance that answers, since its start. Takes a key with the scope \"read\".")
    public Uses uses(@Context HttpServerRequest request) {
        return new Uses(refusals.of(gate.admitReader(request)));
    }

    /** Remembers every problem that is answered to a key which exists. */
    @ServerResponseFilter
    public void remember(HttpServerRequest request, ContainerRequestContext asked, ContainerResponseContext answer) {
        if (answer.getStatus() >= 400 && answer.getEntity() instanceof Map<?, ?> problem) {
            gate.noteRefusal(request, problem);
        }
    }
}
