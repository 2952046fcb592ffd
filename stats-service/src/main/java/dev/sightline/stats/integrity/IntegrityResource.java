package dev.sightline.stats.integrity;

import dev.sightline.stats.access.CurrentCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Whether every inference counts once; for everybody who has signed in, since everybody reads the figures. */
@Path("/api/v1/operations/integrity")
@Produces(MediaType.APPLICATION_JSON)
class IntegrityResource {
    private final CurrentCaller caller;
    private final IntegrityAudit audit;

    IntegrityResource(CurrentCaller caller, IntegrityAudit audit) {
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    public IntegrityReport get() {
        var reader = caller.get();
        reader.mayRead();
        return audit.latest().visibleTo(reader.workspace());
    }
}
