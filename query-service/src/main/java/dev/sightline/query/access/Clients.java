package dev.sightline.query.access;

import dev.sightline.query.QueryConfig;
import dev.sightline.query.caller.Client;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from. The dashboard, and every proxy before it, adds the address that it was asked from to
 * {@code X-Forwarded-For}; what stands further left may be made up by whoever asked first.
 */
@ApplicationScoped
class Clients {
    private static final int LONGEST = 100;

    // The first that a browser's name for itself contains: most claim to be several.
    private static final Map<String, String> BROWSERS = ordered(
            "Edg/",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser/",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS/",
            "Firefox",
            "HeadlessChrome/",
            "Chrome",
            "Chrome/",
            "Chrome",
            "CriOS/",
            "Chrome",
            "Safari/",
            "Safari");
    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Mac OS X",
            "macOS",
            "CrOS",
            "ChromeOS",
            "Linux",
            "Linux");

    private final int proxies;

    Clients(QueryConfig config) {
        this.proxies = config.proxies();
    }

    Client of(HttpServerRequest request) {
        return new Client(
                addressOf(request.getHeader("X-Forwarded-For"), peerOf(request)),
                browserOf(request.getHeader("User-Agent")));
    }

    /** @param forwarded null when nobody stands before us */
    String addressOf(@Nullable String forwarded, String peer) {
        if (forwarded == null || forwarded.isBlank()) {
            return peer;
        }
        List<String> addresses = List.of(forwarded.split(","));
        int at = Math.max(0, addresses.size() - 1 - proxies);
        return shortened(addresses.get(at).strip());
    }

    /** "Firefox on Linux"; for programs the word that they call themselves by. */
    static String browserOf(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return "Unknown browser";
        }
        String browser = firstIn(BROWSERS, userAgent);
        String system = firstIn(SYSTEMS, userAgent);
        if (browser == null) {
            return shortened(userAgent.strip().split("[/\\s]", 2)[0]);
        }
        return system == null ? browser : browser + " on " + system;
    }

    private static String peerOf(HttpServerRequest request) {
        var peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }

    private static @Nullable String firstIn(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> ordered(String... pairs) {
        var ordered = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            ordered.put(pairs[i], pairs[i + 1]);
        }
        return ordered;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
