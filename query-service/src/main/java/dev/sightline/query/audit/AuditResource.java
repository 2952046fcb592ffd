package dev.sightline.query.audit;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who changed which setting. */
@Path("/api/v1/audit-log")
@Tag(name = "Audit log", description = "Who changed which setting.")
class AuditResource {
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final AuditLog log;
    private final CurrentCaller caller;

    AuditResource(AuditLog log, CurrentCaller caller) {
        this.log = log;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAuditLog",
            summary = "Who changed which setting, when, and from where",
            description = "For owners. The newest first.")
    @APIResponse(
            responseCode = "200",
            description = "A page of changes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuditPage.class)))
    public Uni<AuditPage> list(
            @RestQuery @Parameter(description = "1 to 200; 50 when absent.") @Nullable Integer limit,
            @RestQuery @Parameter(description = "next_cursor of the page before.") @Nullable String cursor) {
        caller.get().mayAdminister();
        int wanted = limit == null ? USUAL : limit;
        if (wanted < 1 || wanted > MOST) {
            throw ProblemException.input("limit", String.valueOf(limit), "a number from 1 to 200");
        }
        return log.page(caller.get().workspace(), cursor, wanted);
    }
}
