package dev.titan.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells addresses of the public Internet from all others, by the special-purpose registries of IANA (RFC 6890). */
final class PublicAddress {
    private static final List<Cidr> NOT_PUBLIC_4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** The only block that is given out to the public; what of it is not public follows. */
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private static final List<Cidr> NOT_PUBLIC_6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20");

    /** Forms that carry an IPv4 address: NAT64 (RFC 6052) in the last four bytes, 6to4 (RFC 3056) after the first two. */
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

    private PublicAddress() {}

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }

    /** Whether the address is one of the public Internet. A form that carries an IPv4 address is judged by that. */
    static boolean is(InetAddress address) {
        if (address instanceof Inet4Address) {
            return outside(NOT_PUBLIC_4, address);
        }
        if (NAT64.contains(address)) {
            return is(carried(address, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return is(carried(address, 2));
        }
        return GLOBAL_UNICAST.contains(address) && outside(NOT_PUBLIC_6, address);
    }

    private static boolean outside(List<Cidr> blocks, InetAddress address) {
        return blocks.stream().noneMatch(block -> block.contains(address));
    }

    private static InetAddress carried(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are always an address", e);
        }
    }
}
