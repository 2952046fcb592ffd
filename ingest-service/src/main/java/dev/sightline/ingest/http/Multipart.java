package dev.sightline.ingest.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code multipart/form-data} body that is there as a whole; nothing of it is copied but texts. */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=(?:\"([^\"]*)\"|([^;\\s]*))");
    private static final int MAX_PARTS = 100;
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer body;
    private final List<Part> parts = new ArrayList<>();

    private Multipart(ByteBuffer body) {
        this.body = body;
    }

    private record Part(String name, int from, int until) {}

    /** Whether a content type says multipart. */
    public static boolean isNamedBy(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * Finds the parts of a body.
     *
     * @throws ProblemException 415 when it is not multipart, 400 when its parts cannot be told apart
     */
    public static Multipart of(ByteBuffer body, @Nullable String contentType) {
        if (!isNamedBy(contentType)) {
            throw ProblemException.unsupported("Content-Type", contentType, "multipart/form-data");
        }
        Matcher boundary = BOUNDARY.matcher(String.valueOf(contentType));
        if (!boundary.find()) {
            throw ProblemException.malformed("The Content-Type names no boundary between the parts.");
        }
        var multipart = new Multipart(body);
        String text = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        multipart.find(("\r\n--" + text).getBytes(StandardCharsets.ISO_8859_1));
        return multipart;
    }

    /** The content of the first part of this name. */
    public Optional<ByteBuffer> bytes(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .map(part -> body.slice(part.from(), part.until() - part.from()));
    }

    /** The content of the first part of this name, as text. */
    public Optional<String> text(String name) {
        return bytes(name).map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
    }

    private void find(byte[] delimiter) {
        // The first one may stand at the very beginning, without the end of a line before it.
        int from = startsWith(0, delimiter, 2) ? delimiter.length - 2 : after(indexOf(delimiter, 0), delimiter);
        while (!isEnd(from)) {
            int until = indexOf(delimiter, from);
            int content = indexOf(BLANK_LINE, from);
            if (until < 0 || content < 0 || content + BLANK_LINE.length > until || parts.size() == MAX_PARTS) {
                throw broken();
            }
            String headers = StandardCharsets.UTF_8
                    .decode(body.slice(from, content - from))
                    .toString();
            parts.add(new Part(nameIn(headers), content + BLANK_LINE.length, until));
            from = until + delimiter.length;
        }
    }

    private static int after(int at, byte[] delimiter) {
        if (at < 0) {
            throw broken();
        }
        return at + delimiter.length;
    }

    private static String nameIn(String headers) {
        for (String line : headers.lines().toList()) {
            Matcher name = NAME.matcher(line);
            if (line.regionMatches(true, 0, "Content-Disposition:", 0, 20) && name.find()) {
                return name.group(1) == null ? name.group(2) : name.group(1);
            }
        }
        return "";
    }

    private boolean isEnd(int at) {
        return at + 1 < body.limit() && body.get(at) == '-' && body.get(at + 1) == '-';
    }

    private boolean startsWith(int at, byte[] text, int skipped) {
        int length = text.length - skipped;
        if (at + length > body.limit()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (body.get(at + i) != text[skipped + i]) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(byte[] text, int from) {
        for (int at = from; at + text.length <= body.limit(); at++) {
            if (body.get(at) == text[0] && startsWith(at, text, 0)) {
                return at;
            }
        }
        return -1;
    }

    private static ProblemException broken() {
        return ProblemException.malformed("The parts of the multipart body cannot be told apart: each begins with the"
                + " boundary, has headers and an empty line, and at most " + MAX_PARTS + " come before the end.");
    }
}
