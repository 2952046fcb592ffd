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
        // What everybody can reach begins with 001. All else is local, reserved, or an IPv4 address in IPv6's clothes.
        boolean isGlobal = (bytes[0] & 0xe0) == 0x20;
        // Of those: 6to4 and Teredo, which lead to IPv4 addresses, and what is kept for documentation.
        boolean is6to4 = begins(bytes, 0x20, 0x02);
        boolean isSpecialPurpose = begins(bytes, 0x20, 0x01) && (bytes[2] & 0xfe) == 0;
        boolean isDocumentation = begins(bytes, 0x20, 0x01, 0x0d, 0xb8) || begins(bytes, 0x3f, 0xff);
        return !isGlobal || is6to4 || isSpecialPurpose || isDocumentation;
    }

    private static boolean begins(byte[] bytes, int... first) {
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
