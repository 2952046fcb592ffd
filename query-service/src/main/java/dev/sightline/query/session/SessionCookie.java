package dev.sightline.query.session;

import dev.sightline.contract.access.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie that carries a session's token: no script can read it, and no other site's form can send it along. */
public final class SessionCookie {
    /** The header that sets it. */
    public static final String HEADER = "Set-Cookie";

    private SessionCookie() {}

    /** @param protocol that the browser speaks, as the proxy in front of us says; null without one */
    public static String of(String token, @Nullable String protocol) {
        return encoded(token, SessionTokens.LIFETIME, protocol);
    }

    /** Makes the browser forget. */
    public static String none(@Nullable String protocol) {
        return encoded("", Duration.ZERO, protocol);
    }

    private static String encoded(String token, Duration age, @Nullable String protocol) {
        // Secure behind TLS only: a browser would drop it on plain http, where the local system runs.
        return Session.COOKIE + "=" + token + ";Path=/;Max-Age=" + age.toSeconds() + ";HttpOnly;SameSite=Lax"
                + ("https".equalsIgnoreCase(protocol) ? ";Secure" : "");
    }
}
