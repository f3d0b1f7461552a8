package dev.titan.server.development;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Tells what each character of a JavaScript or TypeScript text is part of, for its colour on a page. Good enough for that and nothing else: it does not parse, and text
 * between JSX tags counts as code. Confined to one thread.
 */
final class JavaScriptColours {
    /** Names of the classes in the page's style sheet; the first is for all else. */
    private static final String[] CLASSES = {"", "t-comment", "t-string", "t-keyword", "t-number", "t-call", "t-type"};

    private static final byte COMMENT = 1;
    private static final byte STRING = 2;
    private static final byte KEYWORD = 3;
    private static final byte NUMBER = 4;
    private static final byte CALL = 5;
    private static final byte TYPE = 6;

    private static final int MAX_LENGTH = 1 << 20;

    private static final Set<String> KEYWORDS = Set.of(
            "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace new null of override private protected public readonly return satisfies set static super switch this throw true try type typeof undefined unique using var void while with yield"
                    .split(" "));

    /** After these a slash begins a regular expression. */
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "yield", "await");

    private final String text;
    private final byte[] kinds;
    private final Deque<Integer> templates = new ArrayDeque<>();
    private int at;
    private int braces;

    /** Whether what was read last ends an expression, so that a slash divides. */
    private boolean divides;

    private JavaScriptColours(String text) {
        this.text = text;
        this.kinds = new byte[text.length()];
    }

    /** For each character an index of {@link #style}; all plain when the text is too long to be read for a few lines of it. */
    static byte[] of(String text) {
        JavaScriptColours colours = new JavaScriptColours(text);
        if (text.length() <= MAX_LENGTH) {
            colours.read();
        }
        return colours.kinds;
    }

    /** The class of the page's style sheet, or an empty text. */
    static String style(byte kind) {
        return CLASSES[kind];
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                paint(end("\n", at), COMMENT);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                paint(end < 0 ? text.length() : end + 2, COMMENT);
            } else if (c == '"' || c == '\'') {
                quoted(c);
            } else if (c == '`') {
                at++;
                template(at - 1);
            } else if (c == '/' && !divides) {
                regularExpression();
            } else if (Character.isJavaIdentifierStart(c) || c == '@' || c == '#') {
                word();
            } else if (c >= '0' && c <= '9') {
                number();
            } else {
                punctuator(c);
            }
        }
    }

    private void paint(int to, byte kind) {
        for (; at < to; at++) {
            kinds[at] = kind;
        }
    }

    private int end(String mark, int from) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end;
    }

    private void quoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        paint(Math.min(end + 1, text.length()), STRING);
        divides = true;
    }

    /** The rest of a template, up to its end or the next substitution. */
    private void template(int from) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '`' && !text.startsWith("${", end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean substitution = text.startsWith("${", end);
        at = from;
        paint(Math.min(end + 1, text.length()), STRING);
        if (substitution) {
            kinds[end] = 0;
            at = end + 2;
            templates.push(braces);
            braces = 0;
        }
        divides = !substitution;
    }

    private void regularExpression() {
        boolean inClass = false;
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '\n' && (inClass || text.charAt(end) != '/')) {
            char c = text.charAt(end);
            inClass = c == '[' || inClass && c != ']';
            end += c == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) == '\n') {
            // A tag of JSX, most likely.
            at++;
            return;
        }
        paint(end + 1, STRING);
        divides = true;
    }

    private void word() {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        boolean member = at > 0 && text.charAt(at - 1) == '.';
        boolean keyword = !member && KEYWORDS.contains(word);
        boolean call = end < text.length() && text.charAt(end) == '(';
        byte kind = keyword ? KEYWORD : call ? CALL : Character.isUpperCase(word.charAt(0)) ? TYPE : 0;
        paint(end, kind);
        divides = member || !BEFORE_EXPRESSION.contains(word);
    }

    private void number() {
        int end = at + 1;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "._".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        paint(end, NUMBER);
        divides = true;
    }

    private void punctuator(char c) {
        if (c == '{') {
            braces++;
        } else if (c == '}' && braces == 0 && !templates.isEmpty()) {
            braces = templates.pop();
            at++;
            template(at);
            return;
        } else if (c == '}') {
            braces--;
        }
        if (!Character.isWhitespace(c)) {
            divides = c == ')' || c == ']';
        }
        at++;
    }
}
