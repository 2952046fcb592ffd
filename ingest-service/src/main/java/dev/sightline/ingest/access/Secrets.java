package dev.sightline.ingest.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys in text that others wrote, such as the address in an error message: they end here. */
public final class Secrets {
    private static final String MASK = "…";

    // key=…, "api_key": "…", Authorization: Bearer …
    private static final Pattern NAMED =
            Pattern.compile("(?i)(api[_-]?key|x-api-key|authorization|access[_-]?token|password|secret)"
                    + "(%3d|[\"']?\\s*[=:]\\s*[\"']?)((?:bearer|basic)\\s+)?[^\\s&\"',;<>)\\]}]+");

    // Keys of ours, and of the server that reports here, wherever they stand.
    private static final Pattern BARE = Pattern.compile("\\b(sl|rf)_[A-Za-z0-9]{6,}");

    private Secrets() {}

    /** The text without what looks like a key, and without the key that is known. */
    public static String masked(String text, @Nullable String known) {
        String rest = known == null || known.isBlank() ? text : text.replace(known, MASK);
        rest = NAMED.matcher(rest).replaceAll("$1$2" + MASK);
        return BARE.matcher(rest).replaceAll("$1_" + MASK);
    }
}
