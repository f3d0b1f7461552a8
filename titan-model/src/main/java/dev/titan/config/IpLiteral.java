package dev.titan.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads and writes IP addresses as text, and never asks a name server. */
public final class IpLiteral {
    private IpLiteral() {}

    /**
     * Reads an address.
     *
     * @param text {@code 192.0.2.1} (four decimal numbers without leading zeros) or an IPv6 address as in RFC 4291, section 2.2; no
     *     brackets, no port, no zone
     * @return the address, an IPv4-mapped IPv6 address as IPv4; null when the text is none
     */
    public static @Nullable InetAddress parse(String text) {
        byte[] bytes = text.indexOf(':') < 0 ? ipv4(text, 0) : ipv6(text);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }

    /** The address as text, IPv6 in the canonical form of RFC 5952, without a zone. */
    public static String format(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + "." + (bytes[3] & 255);
        }
        int longest = 1;
        int start = -1;
        for (int i = 0, run = 0; i < 8; i++) {
            run = bytes[2 * i] == 0 && bytes[2 * i + 1] == 0 ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                start = i + 1 - run;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
                continue;
            }
            if (i > 0 && i != start + longest) {
                text.append(':');
            }
            text.append(Integer.toHexString((bytes[2 * i] & 255) << 8 | bytes[2 * i + 1] & 255));
        }
        return text.toString();
    }

    private static byte @Nullable [] ipv4(String text, int from) {
        byte[] bytes = new byte[4];
        int at = from;
        for (int i = 0; i < 4; i++) {
            if (i > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
            int start = at;
            int value = 0;
            while (at < text.length() && at - start < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = value * 10 + text.charAt(at++) - '0';
            }
            // A leading zero means octal to some readers and decimal to others.
            if (at == start || value > 255 || at - start > 1 && text.charAt(start) == '0') {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return at == text.length() ? bytes : null;
    }

    private static byte @Nullable [] ipv6(String text) {
        byte[] bytes = new byte[16];
        int filled = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != ':') {
                end++;
            }
            if (text.indexOf('.', at) >= 0 && end == text.length()) {
                byte[] tail = ipv4(text, at);
                if (tail == null || filled > 12) {
                    return null;
                }
                System.arraycopy(tail, 0, bytes, filled, 4);
                filled += 4;
                at = end;
                break;
            }
            int group = group(text, at, end);
            if (group < 0 || filled > 14) {
                return null;
            }
            bytes[filled++] = (byte) (group >> 8);
            bytes[filled++] = (byte) group;
            if (end == text.length()) {
                at = end;
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
                at++;
            }
        }
        if (gap < 0) {
            return filled == 16 ? bytes : null;
        }
        if (filled > 14) {
            return null;
        }
        byte[] whole = new byte[16];
        System.arraycopy(bytes, 0, whole, 0, gap);
        System.arraycopy(bytes, gap, whole, 16 - (filled - gap), filled - gap);
        return whole;
    }

    /** One to four hexadecimal digits, or -1. */
    private static int group(String text, int from, int to) {
        if (from == to || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
