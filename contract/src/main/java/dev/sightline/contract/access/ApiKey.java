package dev.sightline.contract.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * An API key as its holder knows it: {@code sl_} + 32 random characters + a checksum of 6, all of [0-9A-Za-z].
 *
 * <p>The checksum (CRC-32 of what is before it, in base 62) lets a mistyped key be told from an unknown one without a
 * look-up, and lets secret scanners be sure. Foreign keys, such as a Roboflow key that a workspace has registered, have
 * no such form and are known by their hash alone. Keys are high-entropy, so that a plain SHA-256 guards them at rest.
 */
public final class ApiKey {
    /** What every key of ours begins with. */
    public static final String PREFIX = "sl_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_LENGTH + CHECKSUM_LENGTH;

    private ApiKey() {}

    /** A new key with 190 bits of chance in it. */
    public static String generate(SecureRandom random) {
        var key = new StringBuilder(LENGTH).append(PREFIX);
        random.ints(RANDOM_LENGTH, 0, ALPHABET.length()).forEach(i -> key.append(ALPHABET.charAt(i)));
        return key.append(checksum(key.toString())).toString();
    }

    /** Whether this looks like a key of ours but cannot be one: a wrong length, character or checksum. */
    public static boolean isMistyped(String key) {
        if (!key.startsWith(PREFIX)) {
            return false;
        }
        if (key.length() != LENGTH) {
            return true;
        }
        int checksumAt = LENGTH - CHECKSUM_LENGTH;
        return !checksum(key.substring(0, checksumAt)).equals(key.substring(checksumAt));
    }

    /** SHA-256 of the key in lower-case hex; all that is ever stored of it. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The part that may be shown again, so that people can tell their keys apart. */
    public static String hint(String key) {
        return key.substring(0, Math.min(7, key.length())) + "…";
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        var digits = new StringBuilder(CHECKSUM_LENGTH);
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }
}
