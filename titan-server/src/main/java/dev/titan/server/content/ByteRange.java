package dev.titan.server.content;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive bytes of a representation. Immutable.
 *
 * @param from the first, from 0
 * @param to the last, at least {@code from}
 */
record ByteRange(long from, long to) {
    /** What a Range field asks for that no byte of the representation satisfies. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);

    long length() {
        return to - from + 1;
    }

    /**
     * Reads a Range field (RFC 9110, section 14.2).
     *
     * @param field its value
     * @param size bytes of the representation
     * @return null when it is to be ignored: malformed, of another unit, or for several ranges, which a server may answer with the whole
     */
    static @Nullable ByteRange parse(String field, long size) {
        int equals = field.indexOf('=');
        if (equals < 0 || !field.substring(0, equals).trim().equalsIgnoreCase("bytes")) {
            return null;
        }
        String spec = field.substring(equals + 1).trim();
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return null;
        }
        String first = spec.substring(0, dash);
        String last = spec.substring(dash + 1);
        if (first.isEmpty()) {
            long suffix = number(last);
            if (suffix < 0) {
                return null;
            }
            return suffix == 0 || size == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - suffix), size - 1);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (from < 0 || to < from) {
            return null;
        }
        return from >= size ? UNSATISFIABLE : new ByteRange(from, Math.min(to, size - 1));
    }

    /** Digits as a number, the largest long when they are more; -1 for anything else. */
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
