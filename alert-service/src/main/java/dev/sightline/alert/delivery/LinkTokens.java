package dev.sightline.alert.delivery;

import dev.sightline.alert.AlertConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed parts of links in mails: whoever has the mail may do this one thing, without signing in. */
@ApplicationScoped
class LinkTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    LinkTokens(AlertConfig config) {
        // Derived, so that no token here can ever be taken for a session.
        this.key = hmac(config.sessionSecret().getBytes(StandardCharsets.UTF_8), "sightline links in mails");
    }

    /** What a link lets its reader do. */
    enum Purpose {
        CONFIRM,
        UNSUBSCRIBE
    }

    /**
     * To whom and to what a link belongs.
     *
     * @param about id of a rule, or of a message that tells of several: a list of them would be too long for a header
     */
    record Link(Purpose purpose, String workspace, String about, String email) {
        boolean isOfMessage() {
            return about.contains("@");
        }

        private String text() {
            return String.join("\n", purpose.name(), workspace, about, email);
        }
    }

    String sign(Link link) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String text = encoder.encodeToString(link.text().getBytes(StandardCharsets.UTF_8));
        return text + '.' + encoder.encodeToString(hmac(key, link.text()));
    }

    /** Empty when we did not sign it, or for something else. */
    Optional<Link> verify(Purpose purpose, String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            String text = new String(decoder.decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(decoder.decode(token.substring(dot + 1)), hmac(key, text))) {
                return Optional.empty();
            }
            List<String> parts = text.lines().toList();
            var link = new Link(Purpose.valueOf(parts.get(0)), parts.get(1), parts.get(2), parts.get(3));
            return link.purpose() == purpose ? Optional.of(link) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
