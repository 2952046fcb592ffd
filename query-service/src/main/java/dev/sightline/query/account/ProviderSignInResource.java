package dev.sightline.query.account;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.CurrentCaller;
import dev.sightline.query.oidc.FlowCookie;
import dev.sightline.query.oidc.IdentityProvider;
import dev.sightline.query.oidc.Refusal;
import dev.sightline.query.oidc.RefusedException;
import dev.sightline.query.oidc.SignInFlow;
import dev.sightline.query.problem.ProblemException;
import dev.sightline.query.session.SessionCookie;
import dev.sightline.query.signature.Signatures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The way to an OpenID provider and back. A browser walks it by itself, so that every answer, refusals included, leads to a
 * page: always one below our own public address, whatever the request says.
 */
@Path("/api/v1/sign-in")
@Tag(name = "Session")
class ProviderSignInResource {
    private static final Logger log = Logger.getLogger(ProviderSignInResource.class);

    private final IdentityProvider provider;
    private final ProviderSignIns signIns;
    private final SignInAttempts attempts;
    private final Signatures signatures;
    private final QueryConfig config;
    private final Clock clock;
    private final CurrentCaller caller;

    ProviderSignInResource(
            IdentityProvider provider,
            ProviderSignIns signIns,
            SignInAttempts attempts,
            Signatures signatures,
            QueryConfig config,
            Clock clock,
            CurrentCaller caller) {
        this.provider = provider;
        this.signIns = signIns;
        this.attempts = attempts;
        this.signatures = signatures;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @SecurityRequirements
    @Operation(operationId = "getSignInOptions", summary = "How people may sign in, beside e-mail and password")
    @APIResponse(
            responseCode = "200",
            description = "The ways",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignInOptions.class)))
    public SignInOptions options() {
        return new SignInOptions(provider.name()
                .map(name -> new SignInOptions.Provider(name, config.publicAddress() + "/api/v1/sign-in/provider"))
                .orElse(null));
    }

    @GET
    @Path("/provider")
    @SecurityRequirements
    @Operation(
            operationId = "startProviderSignIn",
            summary = "Go to the OpenID provider",
            description = "For browsers: sets a cookie for ten minutes and leads to the provider.")
    @APIResponse(responseCode = "303", description = "To the provider, or to the sign-in page with the problem")
    public Uni<RestResponse<Void>> start(
            @Parameter(description = "The page to come back to; only paths of the dashboard.")
                    @QueryParam("return")
                    @Nullable String page,
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        requireProvider();
        var flow = SignInFlow.begin(clock.instant(), page);
        return provider.address(flow)
                .map(address -> to(address.toString(), FlowCookie.of(flow.signed(signatures), protocol)))
                .onFailure()
                .recoverWithItem(failure -> refused(refusalOf(failure), flow, protocol));
    }

    @GET
    @Path("/provider/callback")
    @SecurityRequirements
    @Operation(
            operationId = "finishProviderSignIn",
            summary = "Come back from the OpenID provider",
            description = "For browsers: sets the session cookie and leads to the page that the person wanted.")
    @APIResponse(responseCode = "303", description = "Signed in, or to the sign-in page with the problem")
    public Uni<RestResponse<Void>> finish(
            @Parameter(hidden = true) @QueryParam("code") @Nullable String code,
            @Parameter(hidden = true) @QueryParam("state") @Nullable String state,
            @Parameter(hidden = true) @QueryParam("iss") @Nullable String issuer,
            @Parameter(hidden = true) @CookieParam(FlowCookie.NAME) @Nullable String cookie,
            @Parameter(hidden = true) @HeaderParam("X-Forwarded-Proto") @Nullable String protocol) {
        requireProvider();
        var flow = SignInFlow.of(cookie == null ? "" : cookie, signatures, clock.instant())
                .orElse(null);
        // First of all: what another browser began is none of this one's business, whatever the answer says.
        if (flow == null || !flow.isAnsweredBy(state)) {
            return Uni.createFrom().item(refused(Refusal.STALE, flow, protocol));
        }
        if (code == null) {
            return Uni.createFrom().item(refused(Refusal.DENIED, flow, protocol));
        }
        return enter(flow, code, issuer)
                .map(signedIn -> to(
                        config.publicAddress() + flow.returnTo(),
                        SessionCookie.of(signedIn.token(), protocol),
                        FlowCookie.none(protocol)))
                .onFailure()
                .recoverWithItem(failure -> refused(refusalOf(failure), flow, protocol));
    }

    private Uni<SignedIn> enter(SignInFlow flow, String code, @Nullable String issuer) {
        var client = caller.client();
        return Uni.createFrom()
                .deferred(() -> {
                    attempts.admitProvider(client.address());
                    return provider.identify(flow, code, issuer);
                })
                .flatMap(identity -> signIns.enter(identity, client))
                .invoke(_ -> attempts.succeeded(client.address()));
    }

    private void requireProvider() {
        if (provider.name().isEmpty()) {
            throw ProblemException.notFound("no OpenID provider is set up here; sign in with e-mail and password");
        }
    }

    private static Refusal refusalOf(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.refusal();
        }
        if (failure instanceof ProblemException problem && problem.problem().status() == 429) {
            return Refusal.TOO_MANY;
        }
        log.errorf(failure, "a sign-in by the provider failed");
        return Refusal.FAILED;
    }

    private RestResponse<Void> refused(Refusal refusal, @Nullable SignInFlow flow, @Nullable String protocol) {
        String page = flow == null ? "/" : flow.returnTo();
        return to(
                config.publicAddress() + "/sign-in?problem=" + refusal.id()
                        + (page.equals("/") ? "" : "&return=" + URLEncoder.encode(page, StandardCharsets.UTF_8)),
                FlowCookie.none(protocol));
    }

    private static RestResponse<Void> to(String address, String... cookies) {
        var answer = RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        for (String cookie : cookies) {
            answer.header(SessionCookie.HEADER, cookie);
        }
        return answer.build();
    }
}
