package dev.sightline.query.signature;

import dev.sightline.query.QueryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that come back to us and must be ours: signed for a purpose, so that what was made for one is worth nothing for
 * another.
 */
@ApplicationScoped
public class Signatures {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final SecretKeySpec secret;

    Signatures(QueryConfig config) {
        this.secret = new SecretKeySpec(config.sessionSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Fit for addresses; readable by whoever has it. */
    public String sign(String purpose, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(bytes) + '.' + ENCODER.encodeToString(signature(purpose, bytes));
    }

    /** What was signed; empty when it was not by us, or for another purpose. */
    public Optional<String> verify(String purpose, String signed) {
        int dot = signed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            byte[] content = DECODER.decode(signed.substring(0, dot));
            byte[] signature = DECODER.decode(signed.substring(dot + 1));
            return MessageDigest.isEqual(signature, signature(purpose, content))
                    ? Optional.of(new String(content, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] signature(String purpose, byte[] content) {
        try {
            var mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            byte[] named = purpose.getBytes(StandardCharsets.UTF_8);
            mac.update(("signature " + named.length + ':').getBytes(StandardCharsets.UTF_8));
            mac.update(named);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
