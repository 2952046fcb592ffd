package dev.sightline.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Single values, each with the bounds it must keep. Every method reads the value at which the parser stands. */
public final class Values {
    /** Ids, names and tags. */
    public static final int ID_LENGTH = 256;

    private static final int MAX_TAGS = 100;
    private static final double FARTHEST_SECOND = 1e11;
    // Models count with 24 bits, and what they scale to 1 may come out a hair beyond.
    private static final double SINGLE_PRECISION = 1e-6;

    private Values() {}

    /** An id or a name. */
    public static String id(JsonParser json) throws IOException {
        return text(json, ID_LENGTH);
    }

    /** A string of at most so many characters. */
    public static String text(JsonParser json, int maxLength) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING || json.getTextLength() > maxLength) {
            throw RejectedField.at(json, "a string of at most " + maxLength + " characters");
        }
        return unbroken(json, json.getText());
    }

    /** Text without half a character: JSON can write one half of a surrogate pair, and nobody could store or show it. */
    public static String unbroken(JsonParser json, String text) throws IOException {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            boolean isPair = Character.isHighSurrogate(one)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (isPair) {
                at++;
            } else if (Character.isSurrogate(one)) {
                throw RejectedField.at(json, "text of whole characters, and no single half of a surrogate pair");
            }
        }
        return text;
    }

    /** A string or a number, as text: some senders count what others name. */
    public static String idOrNumber(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getText() : id(json);
    }

    /** A finite number. */
    public static double number(JsonParser json) throws IOException {
        double value = numberOrNaN(json);
        if (!Double.isFinite(value)) {
            throw RejectedField.at(json, "a finite number");
        }
        return value;
    }

    /** How sure a model is. */
    public static double confidence(JsonParser json) throws IOException {
        double value = numberOrNaN(json);
        if (!(value >= -SINGLE_PRECISION && value <= 1 + SINGLE_PRECISION)) { // also refuses NaN
            throw RejectedField.at(json, "a number in [0, 1]");
        }
        return Math.clamp(value, 0.0, 1.0);
    }

    /** A duration. */
    public static double seconds(JsonParser json) throws IOException {
        double value = numberOrNaN(json);
        if (!(value >= 0 && value <= Double.MAX_VALUE)) {
            throw RejectedField.at(json, "a number of seconds, 0 or more");
        }
        return value;
    }

    /** A whole number in a range; 3.0 is one. */
    public static int whole(JsonParser json, int min, int max) throws IOException {
        double value = numberOrNaN(json);
        if (!(value >= min && value <= max) || value != Math.rint(value)) {
            throw RejectedField.at(json, "a whole number from " + min + " to " + max);
        }
        return (int) value;
    }

    /** An instant: RFC 3339, or Unix time in seconds, which some senders put between quotes. */
    public static Instant instant(JsonParser json) throws IOException {
        boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
        boolean isNumberInText = isText && NumberInput.looksLikeValidNumber(json.getText());
        try {
            if (isText && !isNumberInText) {
                return Rfc3339.parse(json.getText());
            }
        } catch (DateTimeException e) {
            throw notATime(json);
        }
        double seconds = isNumberInText ? NumberInput.parseDouble(json.getText(), true) : numberOrNaN(json);
        if (!(Math.abs(seconds) <= FARTHEST_SECOND)) {
            throw notATime(json);
        }
        return ofUnixSeconds(seconds);
    }

    /** Unix time in seconds, to the microsecond: a double holds no more of today's. */
    public static Instant ofUnixSeconds(double seconds) {
        long micros = Math.round(seconds * 1e6);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }

    /** Tags; empty ones are none, which is what a server without tags sends. */
    public static List<String> tags(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedField.at(json, "a list of strings");
        }
        var tags = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String tag = id(json);
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
            if (tags.size() > MAX_TAGS) {
                throw RejectedField.at(json, "at most " + MAX_TAGS + " tags");
            }
        }
        return tags;
    }

    /** The value's number, or NaN when it is none. */
    public static double numberOrNaN(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        return isNumber ? json.getDoubleValue() : Double.NaN;
    }

    private static RejectedField notATime(JsonParser json) throws IOException {
        return RejectedField.at(json, "an RFC 3339 time such as 2026-11-22T10:00:00.123Z, or Unix seconds");
    }
}
