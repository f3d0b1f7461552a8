package dev.titan.routing;

/** Whether a part of a path has the form of a typed parameter ({@link RoutePattern.Type}). No part that is empty has. */
public final class ParameterForm {
    private static final int UUID_LENGTH = 36;

    private ParameterForm() {}

    /** An optional minus and decimal digits. */
    public static boolean isInt(String path, int from, int to) {
        int digits = from < to && path.charAt(from) == '-' ? from + 1 : from;
        return digits < to && digitsEnd(path, digits, to) == to;
    }

    /** An optional minus, decimal digits, and optionally a point with more of them. */
    public static boolean isNumber(String path, int from, int to) {
        int digits = from < to && path.charAt(from) == '-' ? from + 1 : from;
        int end = digitsEnd(path, digits, to);
        if (end == digits) {
            return false;
        }
        if (end == to) {
            return true;
        }
        return path.charAt(end) == '.' && end + 1 < to && digitsEnd(path, end + 1, to) == to;
    }

    /** 8-4-4-4-12 hexadecimal digits of either case (RFC 9562, 4). */
    public static boolean isUuid(String path, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = path.charAt(from + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !isHexadecimal(c)) {
                return false;
            }
        }
        return true;
    }

    private static int digitsEnd(String path, int from, int to) {
        int i = from;
        while (i < to && path.charAt(i) >= '0' && path.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isHexadecimal(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
