package dev.sightline.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets of webhooks, in the form that Standard Webhooks gives them: {@code whsec_} and Base64. */
@ApplicationScoped
public class WebhookSecrets {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecureRandom random = new SecureRandom();

    public String generate() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    public static boolean isSecret(String text) {
        if (!text.startsWith(PREFIX)) {
            return false;
        }
        try {
            int length = bytes(text).length;
            return length >= FEWEST_BYTES && length <= MOST_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static byte[] bytes(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
