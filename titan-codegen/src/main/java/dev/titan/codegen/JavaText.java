package dev.titan.codegen;

import dev.titan.model.RouteEntry;

/** Makes the author's text safe inside Java source, where even a comment can be left through a Unicode escape (JLS 3.3). */
final class JavaText {
    private JavaText() {}

    /** A string literal of ASCII characters. */
    static String literal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    /** Text for one line of a comment. A backslash is doubled, so that no "u" after it begins an escape; control characters become spaces. */
    static String comment(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (Character.isISOControl(c)) {
                out.append(' ');
            } else if (c == '/' && i > 0 && text.charAt(i - 1) == '*') {
                out.append("\u2215");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Method, pattern and place of a route, for a comment. */
    static String comment(RouteEntry route) {
        String methods = route.methods().isEmpty() ? "any" : String.join(", ", route.methods());
        return comment(methods + " " + route.pattern() + "  " + route.location());
    }
}
