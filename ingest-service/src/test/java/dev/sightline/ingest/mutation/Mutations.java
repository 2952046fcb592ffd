package dev.sightline.ingest.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils bodies: bytes that are turned, cut, doubled or strange, and values that do not belong where they stand. */
final class Mutations {
    private static final Pattern VALUE = Pattern.compile(
            "(?<=[:,\\[])\\s*(\"[^\"]*\"|-?[0-9][0-9.eE+-]*|true|false|null|\\{[^{}]*}|\\[[^\\[\\]]*])");
    private static final Pattern NAME = Pattern.compile("\"[a-z_]+\"(?=\\s*:)");

    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "-1e400",
            "NaN",
            "-Infinity",
            "1e-400",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "0.1234567890123456789012345678901234567890",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "é".repeat(2000) + "\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":{}}",
            "[".repeat(70) + "]".repeat(70),
            "\"2026-13-40T99:99:99Z\"",
            "\"9999999-01-01T00:00:00Z\"",
            "1e18",
            "-62135596800",
            "\"a/b/c\"",
            "\"/\"",
            "\"..\"",
            "[1,\"2\",{\"x\":3}]",
            "{\"x\":{\"y\":{\"z\":[]}}}",
            "\"{{7*7}}\"",
            "\"'; DROP TABLE inference; --\"",
            "00",
            "+1",
            ".5",
            "1.",
            "0x10",
            "'single'",
            "undefined");

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /** The body, spoiled in one to three places. */
    byte[] of(byte[] body) {
        byte[] spoiled = body;
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            spoiled = random.nextInt(3) == 0 ? spoiledBytes(spoiled) : spoiledText(spoiled);
        }
        return spoiled;
    }

    private byte[] spoiledText(byte[] body) {
        var text = new String(body, UTF_8);
        boolean isName = random.nextInt(5) == 0;
        Matcher found = (isName ? NAME : VALUE).matcher(text);
        int count = (int) found.results().count();
        if (count == 0) {
            return spoiledBytes(body);
        }
        found.reset();
        for (int skip = random.nextInt(count); skip >= 0; skip--) {
            found.find();
        }
        String strange = isName
                ? List.of("\"\"", "\"a\\u0000b\"", "\"" + "n".repeat(200) + "\"", "\"predictions\"", "\"model_id\"")
                        .get(random.nextInt(5))
                : STRANGE.get(random.nextInt(STRANGE.size()));
        return (text.substring(0, found.start()) + strange + text.substring(found.end())).getBytes(UTF_8);
    }

    private byte[] spoiledBytes(byte[] body) {
        if (body.length < 2) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(body.length);
        int until = Math.min(body.length, at + random.nextInt(1, 40));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at); // Breaks off.
            case 1 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, until, body.length)); // Lacks a part.
            case 2 -> joined(Arrays.copyOf(body, until), Arrays.copyOfRange(body, at, body.length)); // Has one twice.
            case 3 -> joined(Arrays.copyOf(body, at), noise(), Arrays.copyOfRange(body, at, body.length));
            case 4 -> joined(body, body);
            default -> turned(body, at);
        };
    }

    private byte[] turned(byte[] body, int at) {
        byte[] copy = body.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private byte[] noise() {
        var noise = new byte[random.nextInt(1, 9)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
