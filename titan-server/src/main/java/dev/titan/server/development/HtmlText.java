package dev.titan.server.development;

/** The one way by which text comes into a page: as text, whatever it holds. */
final class HtmlText {
    private HtmlText() {}

    /** A text for the content of an element, or for an attribute's value between quotation marks. Control characters that no page may hold become U+FFFD. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '`' -> out.append("&#96;");
            default -> out.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
        }
    }

    private static boolean isAllowed(int c) {
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF || isDirection(c));
    }

    /** What turns the direction of the text around it, by which a file's name or a line of code can look like another. */
    private static boolean isDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C;
    }
}
