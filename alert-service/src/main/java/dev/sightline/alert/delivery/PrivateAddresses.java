package dev.sightline.alert.delivery;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses that are inside somebody's network from those that everybody can reach. */
final class PrivateAddresses {
    private PrivateAddresses() {}

    static boolean contain(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address
                        ? isSpecialV6(address.getAddress())
                        : isSpecialV4(address.getAddress()));
    }

    private static boolean isSpecialV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return first == 0
                // Shared by carriers (RFC 6598).
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                // Benchmarks and documentation.
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113)
                // Reserved, and broadcast.
                || first >= 240;
    }

    private static boolean isSpecialV6(byte[] bytes) {
        boolean isUniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        // An IPv4 address in IPv6's clothes: translated (64:ff9b::/96), 6to4 (2002::/16), or compatible (::/96).
        boolean isTranslated =
                bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean isCompatible = true;
        for (int i = 0; i < 12; i++) {
            isCompatible &= bytes[i] == 0;
        }
        return isUniqueLocal || isTranslated || is6to4 || isCompatible;
    }
}
