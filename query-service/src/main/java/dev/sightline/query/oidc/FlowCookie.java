package dev.sightline.query.oidc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie in which a {@link SignInFlow} waits; it goes to the answer of the provider and nowhere else. */
public final class FlowCookie {
    public static final String NAME = "sightline_sign_in";

    private static final String PATH = "/api/v1/sign-in/provider";

    private FlowCookie() {}

    /** @param protocol that the browser speaks, as the proxy in front of us says; null without one */
    public static String of(String signed, @Nullable String protocol) {
        return encoded(signed, SignInFlow.LIFETIME, protocol);
    }

    /** Makes the browser forget. */
    public static String none(@Nullable String protocol) {
        return encoded("", Duration.ZERO, protocol);
    }

    private static String encoded(String value, Duration age, @Nullable String protocol) {
        // Lax, not Strict: the provider's page sends the browser back to us.
        return NAME + "=" + value + ";Path=" + PATH + ";Max-Age=" + age.toSeconds() + ";HttpOnly;SameSite=Lax"
                + ("https".equalsIgnoreCase(protocol) ? ";Secure" : "");
    }
}
