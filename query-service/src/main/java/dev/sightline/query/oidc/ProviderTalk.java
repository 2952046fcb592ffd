package dev.sightline.query.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversation with a provider whose settings are known. Blocks; never on an event loop. */
final class ProviderTalk {
    private static final Scope SCOPE = new Scope(OIDCScopeValue.OPENID, OIDCScopeValue.EMAIL, OIDCScopeValue.PROFILE);
    private static final int MOST_BYTES_OF_KEYS = 200_000;

    private final ProviderSettings settings;
    private final URI callback;
    private final OIDCProviderMetadata provider;
    private final IDTokenValidator validator;

    private ProviderTalk(
            ProviderSettings settings, URI callback, OIDCProviderMetadata provider, IDTokenValidator validator) {
        this.settings = settings;
        this.callback = callback;
        this.provider = provider;
        this.validator = validator;
    }

    /** Asks the provider for its addresses; what names another issuer is refused. */
    static ProviderTalk discover(ProviderSettings settings, URI callback) {
        int patience = (int) settings.patience().toMillis();
        try {
            var provider = OIDCProviderMetadata.resolve(settings.issuer(), patience, patience);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            provider.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(patience, patience, MOST_BYTES_OF_KEYS))
                    .build();
            var selector = new JWSVerificationKeySelector<>(algorithms(provider), keys);
            return new ProviderTalk(
                    settings,
                    callback,
                    provider,
                    new IDTokenValidator(settings.issuer(), settings.client(), selector, null));
        } catch (GeneralException | IOException e) {
            throw new RefusedException(Refusal.AWAY, e);
        }
    }

    /** Where the browser goes. */
    URI address(SignInFlow flow) {
        return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, settings.client(), callback)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State(flow.state()))
                .nonce(new Nonce(flow.nonce()))
                .codeChallenge(new CodeVerifier(flow.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Whom a code stands for. A provider that says so names itself in each answer: one of another provider is refused before
     * its code is sent anywhere.
     */
    Identity identify(SignInFlow flow, String code, @Nullable String answeredBy) {
        boolean isNamed = provider.supportsAuthorizationResponseIssuerParam();
        if (isNamed ? !settings.issuer().getValue().equals(answeredBy) : answeredBy != null && !isIssuer(answeredBy)) {
            throw new RefusedException(Refusal.FORGED, new IOException("an answer of another provider"));
        }
        try {
            var tokens = redeem(flow, code);
            var claims = validator.validate(tokens.getIDToken(), new Nonce(flow.nonce()));
            return identity(claims, told(claims, tokens.getAccessToken()));
        } catch (BadJOSEException e) {
            throw new RefusedException(Refusal.FORGED, e);
        } catch (IOException | ParseException | JOSEException e) {
            throw new RefusedException(Refusal.AWAY, e);
        }
    }

    private OIDCTokens redeem(SignInFlow flow, String code) throws IOException, ParseException {
        var grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, new CodeVerifier(flow.verifier()));
        var answer = OIDCTokenResponseParser.parse(
                send(new TokenRequest.Builder(provider.getTokenEndpointURI(), ourselves(), grant)
                        .build()
                        .toHTTPRequest()));
        if (answer instanceof OIDCTokenResponse tokens) {
            return tokens.getOIDCTokens();
        }
        // Used before, too old, or of somebody else; a secret that is wrong is the operator's to mend.
        var error = answer.toErrorResponse().getErrorObject();
        throw new RefusedException(
                "invalid_grant".equals(error.getCode()) ? Refusal.STALE : Refusal.AWAY,
                new IOException("the provider answered " + error.getCode()));
    }

    /** The token itself where it names an e-mail, otherwise what the provider tells whoever has its access token. */
    private ClaimsSet told(IDTokenClaimsSet claims, AccessToken access) throws IOException, ParseException {
        if (claims.getClaim("email") != null || provider.getUserInfoEndpointURI() == null) {
            return claims;
        }
        var answer = UserInfoResponse.parse(
                send(new UserInfoRequest(provider.getUserInfoEndpointURI(), access).toHTTPRequest()));
        if (!answer.indicatesSuccess() || answer.toSuccessResponse().getUserInfo() == null) {
            throw new IOException("the provider does not tell the e-mail");
        }
        var told = answer.toSuccessResponse().getUserInfo();
        if (!claims.getSubject().equals(told.getSubject())) {
            throw new RefusedException(Refusal.FORGED, new IOException("the provider tells of another subject"));
        }
        return told;
    }

    private Identity identity(IDTokenClaimsSet claims, ClaimsSet told) {
        return new Identity(
                settings.issuer().getValue(),
                claims.getSubject().getValue(),
                told.getStringClaim("email"),
                Boolean.TRUE.equals(told.getBooleanClaim("email_verified")),
                told.getStringClaim("name"));
    }

    private boolean isIssuer(String name) {
        return settings.issuer().getValue().equals(name);
    }

    private ClientAuthentication ourselves() {
        List<ClientAuthenticationMethod> methods = provider.getTokenEndpointAuthMethods();
        boolean isInBody = methods != null
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return isInBody
                ? new ClientSecretPost(settings.client(), settings.secret())
                : new ClientSecretBasic(settings.client(), settings.secret());
    }

    private HTTPResponse send(HTTPRequest request) throws IOException {
        int patience = (int) settings.patience().toMillis();
        request.setConnectTimeout(patience);
        request.setReadTimeout(patience);
        // Secrets go where discovery said, and nowhere else.
        request.setFollowRedirects(false);
        return request.send();
    }

    /** Signatures by keys that only the provider has: neither "none", nor those that anybody with our secret could make. */
    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata provider) {
        var supported = provider.getIDTokenJWSAlgs();
        var algorithms = new HashSet<JWSAlgorithm>(supported == null ? List.of(JWSAlgorithm.RS256) : supported);
        algorithms.removeIf(algorithm ->
                !JWSAlgorithm.Family.RSA.contains(algorithm) && !JWSAlgorithm.Family.EC.contains(algorithm));
        return algorithms.isEmpty() ? Set.of(JWSAlgorithm.RS256) : algorithms;
    }
}
