package dev.titan.server;

import dev.titan.routing.CanonicalPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Brings the path of a request into the form of {@link CanonicalPath}, so that every spelling of a path is routed alike; dot segments, {@code %2e} ones included, are gone (RFC 3986, 5.2.4). What is decoded is decoded once: {@code %252e} stays a
 * percent sign. {@code %2F} and {@code %5C} stay inside their segment. Empty segments stay, so {@code //a} is not {@code /a}.
 */
final class RequestPath {
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private RequestPath() {}

    /**
     * The canonical form of a path.
     *
     * @param raw the path as received, without the query
     * @return null when it is malformed: no leading slash, an incomplete percent triplet, a NUL, bytes that are not UTF-8, or dot segments that climb above
     *     the root
     */
    static @Nullable String canonical(String raw) {
        int length = raw.length();
        if (length == 0 || raw.charAt(0) != '/') {
            return null;
        }
        for (int i = 1; i < length; i++) {
            char c = raw.charAt(i);
            if (c == '/' || (c == '.' && raw.charAt(i - 1) == '/')) {
                if (c == '.') {
                    return rewrite(raw);
                }
            } else if (!CanonicalPath.plain(c)) {
                return rewrite(raw);
            }
        }
        return raw;
    }

    /** Whether every percent sign of a query begins a triplet and what they encode is UTF-8. NUL and all other characters may be encoded. */
    static boolean isDecodable(String query) {
        if (query.indexOf('%') < 0) {
            return true;
        }
        byte[] octets = new byte[query.length()];
        int count = 0;
        for (int i = 0; i < query.length(); i++) {
            int octet = query.charAt(i);
            if (octet == '%') {
                octet = i + 2 < query.length() ? hex(query.charAt(i + 1)) << 4 | hex(query.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return false;
                }
                i += 2;
            } else if (octet > 127) {
                // Undertow lets other characters stand as they came; for the decoding they only part what is encoded.
                octet = ' ';
            }
            octets[count++] = (byte) octet;
        }
        return isUtf8(octets, count);
    }

    private static @Nullable String rewrite(String raw) {
        byte[] out = new byte[raw.length() * 3];
        int end = 0;
        boolean encoded = false;
        int length = raw.length();
        for (int i = 0; i < length; i++) {
            int octet = raw.charAt(i);
            if (octet == '/') {
                end = closeSegment(out, end, false);
                if (end < 0) {
                    return null;
                }
                out[end++] = '/';
                continue;
            }
            if (octet == '%') {
                octet = i + 2 < length ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
                if (octet <= 0) {
                    return null;
                }
                i += 2;
            } else if (octet > 255 || octet == 0) {
                return null;
            }
            if (CanonicalPath.plain(octet)) {
                out[end++] = (byte) octet;
            } else {
                encoded |= octet >= 128;
                out[end++] = '%';
                out[end++] = UPPER_HEX[octet >> 4];
                out[end++] = UPPER_HEX[octet & 15];
            }
        }
        end = closeSegment(out, end, true);
        if (end < 0 || (encoded && !isEncodedUtf8(out, end))) {
            return null;
        }
        return new String(out, 0, end, StandardCharsets.ISO_8859_1);
    }

    /**
     * Takes away the last segment of what has been written when it is a dot segment, and for two dots the one before it.
     *
     * @return the new end, or -1 when there is none before it
     */
    private static int closeSegment(byte[] out, int end, boolean last) {
        int start = end;
        while (start > 0 && out[start - 1] != '/') {
            start--;
        }
        int size = end - start;
        if (start == 0 || size == 0 || size > 2 || out[start] != '.' || out[end - 1] != '.') {
            return end;
        }
        int slash = start - 1;
        if (size == 2) {
            if (slash == 0) {
                return -1;
            }
            do {
                slash--;
            } while (out[slash] != '/');
        }
        return last ? slash + 1 : slash;
    }

    /** -1 when it is no hexadecimal digit, so that combining two digits is negative when either is none. */
    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private static boolean isEncodedUtf8(byte[] path, int end) {
        byte[] octets = new byte[end];
        int count = 0;
        for (int i = 0; i < end; i++) {
            if (path[i] == '%') {
                octets[count++] = (byte) (hex((char) path[i + 1]) << 4 | hex((char) path[i + 2]));
                i += 2;
            } else {
                octets[count++] = path[i];
            }
        }
        return isUtf8(octets, count);
    }

    private static boolean isUtf8(byte[] octets, int count) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, count));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
