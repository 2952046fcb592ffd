package dev.sightline.query.account;

import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The workspace's members. */
@Path("/api/v1/members")
@Tag(name = "Members", description = "Who belongs to the workspace, and as what.")
class MemberResource {
    private static final String ONLY_OWNER = "This is the only owner";

    private final Accounts accounts;
    private final MemberChanges changes;
    private final CurrentCaller caller;

    MemberResource(Accounts accounts, MemberChanges changes, CurrentCaller caller) {
        this.accounts = accounts;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listMembers", summary = "The workspace's members", description = "Owners first.")
    @APIResponse(
            responseCode = "200",
            description = "The members",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberView.MemberList.class)))
    public Uni<MemberView.MemberList> list() {
        caller.get().maySeeSettings();
        return Panache.withSession(() -> accounts.ofWorkspace(caller.get().workspace()))
                .map(members -> new MemberView.MemberList(
                        members.stream().map(MemberView::of).toList()));
    }

    @PUT
    @Path("/{person_id}")
    @Operation(
            operationId = "changeMemberRole",
            summary = "Change a member's role",
            description = "For owners. Takes effect at once here, and in the other services within 30 seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The member as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberView.class)))
    @APIResponse(
            responseCode = "409",
            description = ONLY_OWNER,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<MemberView> changeRole(@RestPath("person_id") UUID person, @Nullable NewRole wanted) {
        caller.get().mayAdminister();
        return changes.changeRole(caller.actor(), person, NewRole.required(wanted == null ? null : wanted.role()));
    }

    @DELETE
    @Path("/{person_id}")
    @Operation(
            operationId = "removeMember",
            summary = "Remove a member",
            description = "For owners; everybody may leave by themselves. Sessions in this workspace end.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(
            responseCode = "409",
            description = ONLY_OWNER,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> remove(@RestPath("person_id") UUID person) {
        if (!person.equals(caller.actor().personId())) {
            caller.get().mayAdminister();
        }
        return changes.remove(caller.actor(), person);
    }
}
