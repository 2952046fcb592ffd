package dev.sightline.query.account;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Invitations that wait. */
@Path("/api/v1/invitations")
@Tag(name = "Members")
class InvitationResource {
    private final Invitations invitations;
    private final InvitationChanges changes;
    private final CurrentCaller caller;

    InvitationResource(Invitations invitations, InvitationChanges changes, CurrentCaller caller) {
        this.invitations = invitations;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listInvitations",
            summary = "Invitations that nobody has accepted yet",
            description = "For owners. The newest first, expired ones included.")
    @APIResponse(
            responseCode = "200",
            description = "The invitations",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InvitationView.InvitationList.class)))
    public Uni<InvitationView.InvitationList> list() {
        caller.get().mayAdminister();
        return Panache.withSession(() -> invitations.ofWorkspace(caller.get().workspace()))
                .map(InvitationView.InvitationList::new);
    }

    @POST
    @Operation(
            operationId = "invite",
            summary = "Invite somebody by mail",
            description = "For owners. The mail has a link that works once, within seven days.")
    @APIResponse(
            responseCode = "201",
            description = "Invited; the mail is on its way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(
            responseCode = "409",
            description = "A member, or invited, already",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<InvitationView>> invite(@Nullable NewInvitation wanted) {
        caller.get().mayAdminister();
        return changes.invite(caller.actor(), wanted)
                .map(invited -> RestResponse.status(RestResponse.Status.CREATED, invited));
    }

    @POST
    @Path("/{id}/send-again")
    @Operation(
            operationId = "sendInvitationAgain",
            summary = "Send an invitation again",
            description = "For owners. With another link; the one of before opens nothing any more.")
    @APIResponse(
            responseCode = "200",
            description = "The mail is on its way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InvitationView.class)))
    public Uni<InvitationView> sendAgain(@RestPath UUID id) {
        caller.get().mayAdminister();
        return changes.sendAgain(caller.actor(), id);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "revokeInvitation",
            summary = "Revoke an invitation",
            description = "For owners. Its link opens nothing from now on.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<Void> revoke(@RestPath UUID id) {
        caller.get().mayAdminister();
        return changes.revoke(caller.actor(), id);
    }
}
