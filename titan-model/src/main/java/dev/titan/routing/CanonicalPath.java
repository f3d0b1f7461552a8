package dev.titan.routing;

import java.nio.charset.StandardCharsets;

/**
 * The one spelling of a path that routes are compared in: in a segment the characters of RFC 3986's {@code pchar} stand for themselves (unreserved, sub-delims,
 * ":" and "@"), every other character is the percent-encoding of its UTF-8 bytes with upper-case digits. Two paths are the same resource exactly when
 * their canonical forms are equal, so that matching never decodes.
 */
public final class CanonicalPath {
    private static final String DIGITS = "0123456789ABCDEF";
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            PLAIN[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            PLAIN[c] = true;
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            PLAIN[c] = true;
        }
        for (char c : "-._~!$&'()*+,;=:@".toCharArray()) {
            PLAIN[c] = true;
        }
    }

    private CanonicalPath() {}

    /** Whether a character stands for itself in a segment; if not, its bytes are percent-encoded. */
    public static boolean plain(int c) {
        return c >= 0 && c < PLAIN.length && PLAIN[c];
    }

    /** Appends {@code %XX} for one byte (its low eight bits) with upper-case digits. */
    public static void appendEncoded(StringBuilder to, int octet) {
        to.append('%').append(DIGITS.charAt(octet >> 4 & 15)).append(DIGITS.charAt(octet & 15));
    }

    /**
     * The canonical form of one decoded segment. A slash in it becomes {@code %2F}; an unpaired surrogate, which has no UTF-8 form, becomes a question mark
     * ({@code %3F}).
     */
    public static String encode(String segment) {
        int i = 0;
        while (i < segment.length() && plain(segment.charAt(i))) {
            i++;
        }
        if (i == segment.length()) {
            return segment;
        }
        StringBuilder out = new StringBuilder(segment.length() + 16).append(segment, 0, i);
        for (byte b : segment.substring(i).getBytes(StandardCharsets.UTF_8)) {
            if (plain(b)) {
                out.append((char) b);
            } else {
                appendEncoded(out, b);
            }
        }
        return out.toString();
    }
}
