package dev.titan.server.content;

/** How long a file's name promises that its content stays the same. */
final class CacheLifetime {
    /** To be kept, and asked about each time. */
    private static final String REVALIDATE = "no-cache";

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final int HASH = 8;

    private CacheLifetime() {}

    /** The Cache-Control field of a file by its name. */
    static String ofName(String name) {
        int end = name.indexOf('.', 1);
        while (end > 0) {
            int start = Math.max(name.lastIndexOf('-', end - 1), name.lastIndexOf('.', end - 1)) + 1;
            if (start > 0 && !name.endsWith(".html") && isHash(name.substring(start, end))) {
                return IMMUTABLE;
            }
            end = name.indexOf('.', end + 1);
        }
        return REVALIDATE;
    }

    /**
     * Whether a part of a name is what bundlers make of the content: hexadecimal digits of 8 places or more, or 8 of base32 or base64. A date
     * (20240131) and a word (document) are not.
     */
    private static boolean isHash(String part) {
        boolean hexadecimal = part.length() >= HASH;
        boolean digit = false;
        boolean lower = false;
        boolean upper = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            digit |= c >= '0' && c <= '9';
            lower |= c >= 'a' && c <= 'z';
            upper |= c >= 'A' && c <= 'Z';
            hexadecimal &= c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_')) {
                return false;
            }
        }
        return digit && (hexadecimal && lower || part.length() == HASH && upper);
    }
}
