package dev.sightline.alert.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver's side of the Standard Webhooks specification, written from its text and sharing nothing with what sends.
 *
 * <p>The signed content is {@code id.timestamp.body}; the signature header is a list of {@code version,signature} with
 * blanks in between, of which one {@code v1} has to fit; a secret is Base64 behind {@code whsec_}; times more than five
 * minutes away are refused.
 */
record StandardWebhook(String id, String timestamp, String signatures, String body) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SECRET_PREFIX = "whsec_";

    boolean isGenuine(String secret, Instant now) throws GeneralSecurityException {
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] expected = signature(secret);
        for (String signature : signatures.split(" ", -1)) {
            String[] parts = signature.split(",", 2);
            boolean isVersionOne = parts.length == 2 && parts[0].equals("v1");
            if (isVersionOne && MessageDigest.isEqual(expected, parts[1].getBytes(StandardCharsets.US_ASCII))) {
                return true;
            }
        }
        return false;
    }

    private byte[] signature(String secret) throws GeneralSecurityException {
        String encoded = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(encoded), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encode(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
