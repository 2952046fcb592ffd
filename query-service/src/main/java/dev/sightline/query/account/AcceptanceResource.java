package dev.sightline.query.account;

import dev.sightline.contract.access.Session;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.session.KnownSessions;
import dev.sightline.query.session.SessionCookie;
import dev.sightline.query.session.SessionTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the link of an invitation leads to; open to whoever has it. The secret comes in bodies, which nobody logs. */
@Path("/api/v1/invitations")
@Tag(name = "Members")
class AcceptanceResource {
    private final Acceptances acceptances;
    private final SessionTokens tokens;
    private final KnownSessions sessions;
    private final CurrentCaller caller;

    AcceptanceResource(Acceptances acceptances, SessionTokens tokens, KnownSessions sessions, CurrentCaller caller) {
        this.acceptances = acceptances;
        this.tokens = tokens;
        this.sessions = sessions;
        this.caller = caller;
    }

    @POST
    @Path("/look")
    @SecurityRequirements
    @Operation(operationId = "lookAtInvitation", summary = "What an invitation's link offers")
    @APIResponse(
            responseCode = "200",
            description = "The offer",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InvitationOffer.class)))
    @APIResponse(
            responseCode = "410",
            description = "Revoked, sent again, accepted or expired",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<InvitationOffer> look(Acceptance.@Nullable Link link) {
        return acceptances.look(link == null ? null : link.token());
    }

    @POST
    @Path("/accept")
    @SecurityRequirements
    @Operation(
            operationId = "acceptInvitation",
            summary = "Accept an invitation",
            description = "Once. Signs in to the workspace.")
    @APIResponse(
            responseCode = "200",
            description = "A member, and signed in",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    public Uni<RestResponse<SessionView>> accept(
            @Nullable Acceptance acceptance,
            @Parameter(hidden = true) @CookieParam(Session.COOKIE) @Nullable String cookie,
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        if (acceptance == null) {
            throw ProblemException.input("token", null, "what stands behind the # in the link");
        }
        return signedIn(cookie)
                .flatMap(member -> acceptances.accept(
                        acceptance, member.map(Caller.Member::personId).orElse(null), caller.client()))
                .map(entered -> RestResponse.ResponseBuilder.ok(entered.view())
                        .header(SessionCookie.HEADER, SessionCookie.of(entered.token(), protocol))
                        .build());
    }

    private Uni<Optional<Caller.Member>> signedIn(@Nullable String cookie) {
        return Optional.ofNullable(cookie)
                .flatMap(tokens::verify)
                .map(sessions::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
