package dev.sightline.ingest.proxy;

import dev.sightline.ingest.IngestConfig;
import dev.sightline.ingest.http.ProblemException;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where calls may go: to the hosts that the operator named, and at them to no address of an inner network, whatever their
 * names resolve to.
 */
@Singleton
class Upstreams {
    // What paths of the real calls never have, and what gets past those who compare paths.
    private static final Pattern SUSPICIOUS = Pattern.compile("(?i)//|/\\.|\\\\|%2f|%5c|%2e|%00|%0a|%0d");

    private final Set<String> allowed;
    private final boolean mayBePrivate;

    Upstreams(IngestConfig config) {
        this.allowed =
                config.proxy().upstreams().stream().map(Upstreams::origin).collect(Collectors.toSet());
        this.mayBePrivate = config.proxy().privateAddresses();
    }

    /**
     * The address that a call is meant for.
     *
     * @throws ProblemException 422 when it is none, 403 when calls may not go there
     */
    URI target(@Nullable String url) {
        URI target = parsed(url);
        if (!allowed.contains(origin(target))) {
            throw new ProblemException(
                            403,
                            "other-upstream",
                            "Calls do not go there",
                            "This gateway forwards to " + String.join(", ", allowed) + " and nowhere else.")
                    .with("field", "url");
        }
        return target;
    }

    /**
     * The address to connect to. Waits for the name service.
     *
     * @throws ProblemException 403 when it is one of an inner network, 502 when there is none
     */
    InetAddress resolve(String host) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            for (InetAddress address : addresses) {
                if (!mayBePrivate && isPrivate(address)) {
                    throw new ProblemException(
                            403,
                            "private-upstream",
                            "Calls do not go there",
                            "The upstream's name resolves to an address of an inner network.");
                }
            }
            return addresses[0];
        } catch (UnknownHostException e) {
            throw new ProblemException(
                    502, "upstream-unreachable", "The upstream cannot be reached", "Its name does not resolve.");
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean isSpecial = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (address instanceof Inet6Address) {
            // Unique local addresses, and those that carry one of version 4.
            return isSpecial
                    || (first & 0xfe) == 0xfc
                    || (first == 0 && second == 0)
                    || (first == 0x20 && second == 0x02)
                    || (first == 0 && second == 0x64);
        }
        // "This" network, carrier-grade NAT, protocol assignments and benchmarks, all that is reserved.
        return isSpecial
                || first == 0
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0)
                || (first == 198 && (second & 0xfe) == 18)
                || first >= 240;
    }

    private static URI parsed(@Nullable String url) {
        try {
            URI target = new URI(url == null ? "" : url);
            String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
            String path = target.getRawPath() == null ? "" : target.getRawPath();
            if ((scheme.equals("http") || scheme.equals("https"))
                    && target.getHost() != null
                    && target.getRawUserInfo() == null
                    && target.getRawFragment() == null
                    && !SUSPICIOUS.matcher(path).find()) {
                return target;
            }
        } catch (URISyntaxException e) {
            // Told below, like an address that is written well and is none for us.
        }
        throw ProblemException.invalid(
                "url",
                url == null ? "nothing" : url.length() + " characters",
                "the whole http or https address of a call");
    }

    private static String origin(URI target) {
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        int port = target.getPort() >= 0 ? target.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(target.getHost()).toLowerCase(Locale.ROOT) + ':' + port;
    }
}
