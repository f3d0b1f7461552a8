package dev.titan.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of IP addresses: those that begin with the same bits. Immutable. IPv4 and IPv6 blocks never contain each other's addresses; an
 * IPv4-mapped IPv6 address counts as IPv4.
 */
public final class Cidr {
    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a block.
     *
     * @param text {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address; bits after the prefix do not count
     * @throws IllegalArgumentException when the text is no block; the message says why
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a block of addresses. Valid: \"10.0.0.0/8\", \"2001:db8::/32\", or one address such as \"192.0.2.1\"");
        }
        byte[] bytes = address.getAddress();
        int bits = bytes.length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
        if (prefix < 0) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a block of addresses: after the slash stands a number of bits, 0 to " + bits);
        }
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < bits; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new Cidr(masked, prefix);
    }

    /** Whether the address lies in this block. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (bytes[whole] ^ network[whole]) >> 8 - rest == 0;
    }

    private static int prefix(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int prefix = Integer.parseInt(digits);
        return prefix <= most ? prefix : -1;
    }

    /** The block in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }
}
