package dev.titan.server.telemetry;

import java.util.Locale;
import java.util.Set;

/** A statement of SQL without the values in it: {@code db.query.text}. Confined to one thread, used once. */
final class SqlOutline {
    private static final int MOST = 4096;

    /** Behind these a text in double quotes is a value to those databases that take it for one. */
    private static final Set<String> BEFORE_A_VALUE =
            Set.of("AND", "BETWEEN", "ELSE", "GLOB", "ILIKE", "LIKE", "OFFSET", "REGEXP", "THEN", "WHEN");

    /** Behind these there is a list of values. */
    private static final Set<String> BEFORE_VALUES = Set.of("VALUES", "IN");

    private static final String OPERATORS = "=<>~|+*%/&^!-";

    private final String sql;
    private final StringBuilder outline = new StringBuilder();
    private int at;
    private String word = "";

    private SqlOutline(String sql) {
        this.sql = sql;
    }

    /**
     * The text with {@code ?} in the place of every value, and without comments; of a long one the beginning. Empty for a text with a backslash in it: whether that escapes a quote differs between databases, and a
     * wrong guess would show values.
     */
    static String of(String sql) {
        return sql.indexOf('\\') >= 0 ? "" : new SqlOutline(sql).read();
    }

    /** Its first word in upper case, {@code db.operation.name}; empty where it does not begin with one. */
    static String verb(String sql) {
        int from = 0;
        while (from < sql.length() && (Character.isWhitespace(sql.charAt(from)) || sql.charAt(from) == '(')) {
            from++;
        }
        int end = from;
        while (end < sql.length() && isLetter(sql.charAt(end))) {
            end++;
        }
        return end - from > 20 ? "" : sql.substring(from, end).toUpperCase(Locale.ROOT);
    }

    private String read() {
        while (at < sql.length() && outline.length() < MOST) {
            step(sql.charAt(at));
        }
        return outline.toString().strip();
    }

    private void step(char c) {
        if (sql.startsWith("--", at)) {
            skip(end("\n", at));
            outline.append(' ');
        } else if (sql.startsWith("/*", at)) {
            skip(end("*/", at + 2));
            outline.append(' ');
        } else if (c == '\'') {
            skip(quoteEnd(c));
            outline.append('?');
        } else if (c == '"' || c == '`') {
            int end = quoteEnd(c);
            outline.append(isName(end) ? sql.substring(at, end) : "?");
            skip(end);
        } else if (c == '$' && !startsParameter()) {
            dollar();
        } else if (isDigit(c)) {
            skip(wordEnd());
            outline.append('?');
        } else if (isLetter(c) || isParameter(c)) {
            int end = wordEnd();
            word = sql.substring(at, end).toUpperCase(Locale.ROOT);
            outline.append(sql, at, end);
            skip(end);
        } else {
            outline.append(c);
            at++;
        }
    }

    /** Whether a quoted text is the name of something. */
    private boolean isName(int end) {
        if (end - at < 3 || end - at > 65 || isDigit(sql.charAt(at + 1))) {
            return false;
        }
        for (int i = at + 1; i < end - 1; i++) {
            if (!isWord(sql.charAt(i))) {
                return false;
            }
        }
        int before = outline.length() - 1;
        while (before >= 0 && Character.isWhitespace(outline.charAt(before))) {
            before--;
        }
        char last = before < 0 ? ' ' : outline.charAt(before);
        return OPERATORS.indexOf(last) < 0
                && !BEFORE_VALUES.contains(word)
                && !(isLetter(last) && BEFORE_A_VALUE.contains(word));
    }

    private boolean startsParameter() {
        return at + 1 < sql.length() && isDigit(sql.charAt(at + 1));
    }

    /** What begins a parameter, and with it a word in which digits are no number. */
    private static boolean isParameter(char c) {
        return c == '$' || c == '?' || c == ':' || c == '@';
    }

    /** A text between two of {@code $tag$}, or a character that means nothing here. */
    private void dollar() {
        int tag = at + 1;
        while (tag < sql.length() && isWord(sql.charAt(tag))) {
            tag++;
        }
        if (tag < sql.length() && sql.charAt(tag) == '$') {
            skip(end(sql.substring(at, tag + 1), tag + 1));
            outline.append('?');
        } else {
            outline.append('$');
            at++;
        }
    }

    private void skip(int to) {
        at = to;
    }

    /** Behind what ends something; the end of the text where nothing does. */
    private int end(String closing, int from) {
        int found = sql.indexOf(closing, from);
        return found < 0 ? sql.length() : found + closing.length();
    }

    private int quoteEnd(char quote) {
        int end = at + 1;
        while (end < sql.length()) {
            if (sql.charAt(end) != quote) {
                end++;
            } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        return end;
    }

    private int wordEnd() {
        int end = at + 1;
        while (end < sql.length() && (isWord(sql.charAt(end)) || (sql.charAt(end) == '.' && isDigit(sql.charAt(at))))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isWord(char c) {
        return isLetter(c) || isDigit(c);
    }
}
