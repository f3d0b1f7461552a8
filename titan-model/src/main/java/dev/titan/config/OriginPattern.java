package dev.titan.config;

import java.util.Locale;

/**
 * One entry of {@link Cors#origins()}: {@code *} (any origin), an exact one ({@code https://shop.example}), or one with a wildcard for one or
 * more host labels ({@code https://*.shop.example}, which is not {@code https://shop.example} itself) or for the port
 * ({@code http://localhost:*}). Case does not count. Immutable.
 */
public final class OriginPattern {
    private final String text;
    private final String prefix;
    private final String suffix;
    private final boolean anySubdomain;
    private final boolean anyPort;

    private OriginPattern(String text) {
        int star = text.indexOf("://*.");
        this.text = text;
        this.anyPort = text.endsWith(":*");
        this.anySubdomain = star > 0;
        String fixed = anyPort ? text.substring(0, text.length() - 2) : text;
        this.prefix = anySubdomain ? fixed.substring(0, star + 3) : fixed;
        this.suffix = anySubdomain ? fixed.substring(star + 4) : "";
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when the text has none of the forms above; the message quotes it and says what is valid
     */
    public static OriginPattern parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!isPattern(lower)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an origin. Valid: \"*\", \"https://shop.example\","
                            + " \"https://*.shop.example\", \"http://localhost:*\", without a path and a slash at the end");
        }
        return new OriginPattern(lower);
    }

    /** Whether this is {@code *}. */
    public boolean isAny() {
        return text.equals("*");
    }

    /** Whether an origin, as a browser sends it in the header of that name, is one of these. */
    public boolean matches(String origin) {
        if (isAny()) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        String fixed = anyPort ? withoutPort(lower) : lower;
        if (!anySubdomain) {
            return fixed.equals(prefix);
        }
        int labels = fixed.length() - prefix.length() - suffix.length();
        return labels > 0
                && fixed.startsWith(prefix)
                && fixed.endsWith(suffix)
                && fixed.substring(prefix.length(), prefix.length() + labels)
                        .chars()
                        .allMatch(OriginPattern::isNameCharacter);
    }

    private static String withoutPort(String origin) {
        int colon = origin.lastIndexOf(':');
        return colon > origin.indexOf("://") + 2 && isDigits(origin.substring(colon + 1))
                ? origin.substring(0, colon)
                : origin;
    }

    private static boolean isPattern(String text) {
        if (text.equals("*") || text.equals("null")) {
            return true;
        }
        int colon = text.indexOf("://");
        if (colon <= 0 || !text.substring(0, colon).chars().allMatch(OriginPattern::isSchemeCharacter)) {
            return false;
        }
        String authority = text.substring(colon + 3);
        int portColon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = portColon < 0 ? authority : authority.substring(0, portColon);
        boolean portFits = portColon < 0 || authority.endsWith(":*") || isDigits(authority.substring(portColon + 1));
        return portFits && isHost(host.startsWith("*.") ? host.substring(2) : host);
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && IpLiteral.parse(host.substring(1, host.length() - 1)) != null;
        }
        return !host.isEmpty() && host.chars().allMatch(OriginPattern::isNameCharacter);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    private static boolean isSchemeCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.';
    }

    /** The pattern as it was read, in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
