package dev.sightline.query.account;

import dev.sightline.contract.access.Session;
import dev.sightline.query.caller.Caller;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.problem.Problem;
import dev.sightline.query.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Path("/api/v1/session")
@Tag(name = "Session", description = "Signing in and out.")
class SessionResource {
    private final SignIns signIns;
    private final SessionTokens tokens;
    private final CurrentCaller caller;

    SessionResource(SignIns signIns, SessionTokens tokens, CurrentCaller caller) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.caller = caller;
    }

    @POST
    @Operation(operationId = "signIn", summary = "Sign in", description = "Sets the session cookie, for 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many tries for this e-mail",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<SessionView>> signIn(
            SignIn signIn, @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        return signIns.attempt(signIn).map(signedIn -> withCookie(signedIn, protocol));
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
        if (!(caller.get() instanceof Caller.Member member)) {
            throw ProblemException.forbidden("an API key has no session");
        }
        return signIns.again(member).map(signedIn -> withCookie(signedIn, protocol));
    }

    @DELETE
    @Operation(operationId = "signOut", summary = "Sign out", description = "Clears the session cookie.")
    @APIResponse(responseCode = "204", description = "Signed out")
    public RestResponse<Void> signOut(
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookie("", Duration.ZERO, protocol))
                .build();
    }

    private RestResponse<SessionView> withCookie(SignIns.SignedIn signedIn, @Nullable String protocol) {
        String token = tokens.issue(signedIn.member(), signedIn.view().person().email());
        return RestResponse.ResponseBuilder.ok(signedIn.view())
                .cookie(cookie(token, SessionTokens.LIFETIME, protocol))
                .build();
    }

    private static NewCookie cookie(String token, Duration age, @Nullable String protocol) {
        return new NewCookie.Builder(Session.COOKIE)
                .value(token)
                .path("/")
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                // Behind TLS only: a browser would drop it on plain http, where the local system runs.
                .secure("https".equalsIgnoreCase(protocol))
                .build();
    }
}
