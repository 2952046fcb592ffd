package dev.sightline.query.account;

import dev.sightline.contract.access.Session;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.publication.Publications;
import dev.sightline.query.session.KnownSessions;
import dev.sightline.query.session.SessionCookie;
import dev.sightline.query.session.SessionEnds;
import dev.sightline.query.session.SessionTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Signing in and out. */
@Path("/api/v1/session")
@Tag(name = "Session", description = "Signing in and out.")
class SessionResource {
    private final SignIns signIns;
    private final SessionEnds ends;
    private final SessionTokens tokens;
    private final KnownSessions sessions;
    private final Publications publications;
    private final CurrentCaller caller;

    SessionResource(
            SignIns signIns,
            SessionEnds ends,
            SessionTokens tokens,
            KnownSessions sessions,
            Publications publications,
            CurrentCaller caller) {
        this.signIns = signIns;
        this.ends = ends;
        this.tokens = tokens;
        this.sessions = sessions;
        this.publications = publications;
        this.caller = caller;
    }

    @POST
    @SecurityRequirements
    @Operation(operationId = "signIn", summary = "Sign in", description = "Sets the session cookie, for 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in, to the workspace where the person was last",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many tries for this e-mail, or from this address",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<SessionView>> signIn(
            SignIn signIn, @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        return signIns.attempt(signIn, caller.client()).map(signedIn -> withCookie(signedIn, protocol));
    }

    @GET
    @Operation(
            operationId = "getSession",
            summary = "Who is signed in, and where",
            description = "Each look renews the cookie.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    public Uni<RestResponse<SessionView>> current(
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        return signIns.again(caller.get().person()).map(signedIn -> withCookie(signedIn, protocol));
    }

    @PUT
    @Path("/workspace")
    @Operation(
            operationId = "switchWorkspace",
            summary = "Go on in another of your workspaces",
            description = "A new session there takes the place of the present one.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in there",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    public Uni<RestResponse<SessionView>> move(
            @Nullable WantedWorkspace wanted,
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        var person = caller.get().person();
        return signIns.move(person, WantedWorkspace.slugOf(wanted), caller.client())
                .call(publications::catchUp)
                .map(signedIn -> withCookie(signedIn, protocol));
    }

    @DELETE
    @SecurityRequirements
    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description = "Ends the session and clears its cookie; without one nothing happens.")
    @APIResponse(responseCode = "204", description = "Signed out")
    public Uni<RestResponse<Void>> signOut(
            @Parameter(hidden = true) @CookieParam(Session.COOKIE) @Nullable String cookie,
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        return Optional.ofNullable(cookie)
                .flatMap(tokens::verify)
                .map(session -> sessions.find(session)
                        .flatMap(member -> member.map(present -> ends.signOut(present.personId(), session))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .replaceWith(() -> RestResponse.ResponseBuilder.<Void>noContent()
                        .header(SessionCookie.HEADER, SessionCookie.none(protocol))
                        .build());
    }

    private static RestResponse<SessionView> withCookie(SignedIn signedIn, @Nullable String protocol) {
        return RestResponse.ResponseBuilder.ok(signedIn.view())
                .header(SessionCookie.HEADER, SessionCookie.of(signedIn.token(), protocol))
                .build();
    }
}
