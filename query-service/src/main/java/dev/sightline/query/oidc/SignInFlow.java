package dev.sightline.query.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.sightline.query.signature.Signatures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way to the provider and back. It waits in the browser that began it, signed: an answer that arrives in another one is
 * refused, and so is one for another request.
 *
 * @param state comes back in the address
 * @param nonce comes back in the ID token
 * @param verifier whose hash the provider has, so that a code is worth nothing to whoever reads it on the way
 * @param returnTo the page that the person wanted
 */
public record SignInFlow(Instant expiresAt, String state, String nonce, String verifier, String returnTo) {
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PURPOSE = "sign-in by a provider";

    // A page of ours: neither another host (//, /\) nor anything that a header or a cookie would break on.
    private static final Pattern PAGE = Pattern.compile("/(?![/\\\\])[!-~]{0,1000}");

    /** @param wanted where to go afterwards; anything but a page of ours leads to the overview */
    public static SignInFlow begin(Instant now, @Nullable String wanted) {
        return new SignInFlow(
                now.plus(LIFETIME),
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                pageOf(wanted));
    }

    /** What a browser is handed; empty when it is not from us, or too old. */
    public static Optional<SignInFlow> of(String signed, Signatures signatures, Instant now) {
        return signatures
                .verify(PURPOSE, signed)
                .map(content -> content.split(" ", 5))
                .map(parts -> new SignInFlow(Instant.parse(parts[0]), parts[1], parts[2], parts[3], parts[4]))
                .filter(flow -> flow.expiresAt.isAfter(now));
    }

    public String signed(Signatures signatures) {
        return signatures.sign(PURPOSE, String.join(" ", expiresAt.toString(), state, nonce, verifier, returnTo));
    }

    /** Whether an answer belongs to this request. */
    public boolean isAnsweredBy(@Nullable String answeredState) {
        return answeredState != null
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), answeredState.getBytes(StandardCharsets.UTF_8));
    }

    private static String pageOf(@Nullable String wanted) {
        return wanted != null && PAGE.matcher(wanted).matches() ? wanted : "/";
    }
}
