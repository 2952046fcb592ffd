package dev.sightline.ingest.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times in text. Nearly all come in one form, {@code 2026-11-22T10:00:00.123Z}, which is read digit by digit: the general
 * parser takes as long as a quarter of a whole inference.
 */
final class Rfc3339 {
    /** Up to the fraction; 0 stands for any digit. */
    private static final String USUAL = "0000-00-00T00:00:00";

    private Rfc3339() {}

    /**
     * Reads a time.
     *
     * @throws DateTimeException when it is none
     */
    static Instant parse(String text) {
        if (!isUsual(text)) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos(text))
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean isUsual(String text) {
        int z = text.length() - 1;
        boolean hasFraction = z > USUAL.length() + 1 && z <= USUAL.length() + 10 && text.charAt(USUAL.length()) == '.';
        if (!(z == USUAL.length() || hasFraction) || text.charAt(z) != 'Z') {
            return false;
        }
        for (int i = 0; i < z; i++) {
            char expected = i < USUAL.length() ? USUAL.charAt(i) : i == USUAL.length() ? '.' : '0';
            boolean isDigit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
            if (expected == '0' ? !isDigit : text.charAt(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static int nanos(String text) {
        int nanos = 0;
        int z = text.length() - 1;
        for (int at = USUAL.length() + 1; at < USUAL.length() + 10; at++) {
            nanos = nanos * 10 + (at < z ? text.charAt(at) - '0' : 0);
        }
        return nanos;
    }

    private static int number(String text, int from, int until) {
        int number = 0;
        for (int i = from; i < until; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
