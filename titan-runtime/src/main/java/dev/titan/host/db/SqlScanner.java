package dev.titan.host.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a text of SQL as far as it takes to find where statements end and where placeholders are: not in strings, quoted names, comments or dollar quotes. Confined to one
 * thread, used once.
 *
 * <p>{@code ?} stands for the next parameter, {@code $1} for the first, as often as it occurs. In PostgreSQL the operators {@code ?}, {@code ?|} and {@code ?&} look like the former: in
 * a text with {@code $1} every question mark is an operator, else one that is doubled or that a string follows, which no placeholder can be followed by.
 */
final class SqlScanner {
    private static final Set<String> READING = Set.of("SELECT", "VALUES", "WITH", "EXPLAIN", "TABLE", "SHOW");
    private static final Set<String> WRITING =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "INTO", "CALL", "ANALYZE");
    private static final int MOST_PARAMETERS = 65_535;

    /** How a database writes what the standard leaves open. */
    enum Flavour {
        SQLITE,
        POSTGRESQL,
        OTHER
    }

    private enum Style {
        NONE,
        QUESTION,
        NUMBERED
    }

    private final String text;
    private final Flavour flavour;
    private final boolean numbered;
    /** Whether there are no parameters: {@code $1} is then one of a function's body. */
    private boolean plain;

    private final List<SqlText> statements = new ArrayList<>();
    private int at;

    // Of the statement that is being read.
    private int start;
    private StringBuilder jdbc = new StringBuilder();
    private List<Integer> bindings = new ArrayList<>();
    private Map<Integer, Integer> numbers = new HashMap<>();
    private Style style = Style.NONE;
    private int highest;
    private String verb = "";
    private boolean writes;
    private boolean anything;
    private int line = 1;
    private boolean trigger;
    private int body;

    private SqlScanner(String text, Flavour flavour, boolean numbered) {
        this.text = text;
        this.flavour = flavour;
        this.numbered = numbered;
    }

    /**
     * The statements of a text, without those that are empty.
     *
     * @throws DatabaseFailure when a string, comment or quoted name has no end, or its placeholders make no sense
     */
    static List<SqlText> read(String text, Flavour flavour) {
        // Whether a question mark is an operator depends on what comes later, so such a text is read twice.
        boolean numbered = flavour == Flavour.POSTGRESQL
                && text.indexOf('$') >= 0
                && text.indexOf('?') >= 0
                && new SqlScanner(text, flavour, true).run().stream().anyMatch(SqlText::numbered);
        return new SqlScanner(text, flavour, numbered).run();
    }

    /** A statement of PostgreSQL for its driver, in which every question mark is what PostgreSQL takes it for. */
    static String withoutPlaceholders(String statement) {
        SqlScanner scanner = new SqlScanner(statement, Flavour.POSTGRESQL, true);
        scanner.plain = true;
        List<SqlText> read = scanner.run();
        return read.size() == 1 ? read.get(0).jdbc() : statement;
    }

    private List<SqlText> run() {
        while (at < text.length()) {
            step();
        }
        end(text.length());
        return statements;
    }

    private void step() {
        char c = text.charAt(at);
        char next = peek(1);
        if (Character.isWhitespace(c)) {
            take(1);
        } else if (c == '-' && next == '-') {
            int end = text.indexOf('\n', at);
            take((end < 0 ? text.length() : end) - at);
        } else if (c == '/' && next == '*') {
            take(commentLength());
        } else if (c == ';' && body == 0) {
            end(at);
            at++;
            start = at;
        } else {
            if (!anything) {
                anything = true;
                line = lineOf(at);
            }
            token(c, next);
        }
    }

    private void token(char c, char next) {
        if (c == '\'' || c == '"' || c == '`') {
            take(quotedLength(at, c, false) - at);
        } else if ((c == 'e' || c == 'E') && next == '\'' && flavour == Flavour.POSTGRESQL) {
            take(quotedLength(at + 1, '\'', true) - at);
        } else if (c == '[' && flavour == Flavour.SQLITE) {
            take(until("]", "[") - at);
        } else if (isNameStart(c)) {
            word();
        } else if (Character.isDigit(c)) {
            int end = at + 1;
            while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            take(end - at);
        } else if (c == '$') {
            dollar(next);
        } else if (c == '?') {
            question(next);
        } else if (flavour == Flavour.SQLITE && (c == ':' || c == '@') && isNameStart(next)) {
            throw named(c);
        } else {
            take(1);
        }
    }

    private DatabaseFailure named(char c) {
        int end = at + 1;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        return DatabaseFailure.usage(
                "the parameter " + c + text.substring(at + 1, end)
                        + " has a name; write ? for the next or $1 for the first of a list of parameters",
                text);
    }

    private void word() {
        int end = at + 1;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end).toUpperCase(Locale.ROOT);
        if (verb.isEmpty()) {
            verb = word;
        }
        writes |= WRITING.contains(word);
        if (verb.equals("CREATE")) {
            body(word);
        }
        take(end - at);
    }

    /** The statements inside of CREATE TRIGGER … BEGIN … END (SQLite) and CREATE FUNCTION … BEGIN ATOMIC … END (SQL) are part of it. */
    private void body(String word) {
        trigger |= word.equals("TRIGGER") && flavour == Flavour.SQLITE;
        if (word.equals(trigger ? "BEGIN" : "ATOMIC") || body > 0 && word.equals("CASE")) {
            body++;
        } else if (body > 0 && word.equals("END")) {
            body--;
        }
    }

    private void dollar(char next) {
        if (Character.isDigit(next) && !plain) {
            number();
        } else if (flavour == Flavour.SQLITE && isNameStart(next)) {
            throw named('$');
        } else {
            int tag = at + 1;
            while (tag < text.length() && isName(text.charAt(tag)) && text.charAt(tag) != '$') {
                tag++;
            }
            if (flavour == Flavour.POSTGRESQL && tag < text.length() && text.charAt(tag) == '$') {
                String quote = text.substring(at, tag + 1);
                take(until(quote, quote) - at);
            } else {
                take(1);
            }
        }
    }

    private void question(char next) {
        if (flavour == Flavour.SQLITE && Character.isDigit(next)) {
            number();
            return;
        }
        if (flavour == Flavour.POSTGRESQL) {
            if (next == '?') {
                // An operator, as JDBC writes it.
                take(2);
                return;
            }
            if (numbered || isOperator(next)) {
                jdbc.append("??");
                at++;
                return;
            }
        }
        use(Style.QUESTION);
        jdbc.append('?');
        bindings.add(highest++);
        at++;
    }

    private boolean isOperator(char next) {
        if ((next == '|' || next == '&') && peek(2) != next) {
            return true;
        }
        int behind = at + 1;
        while (behind < text.length() && Character.isWhitespace(text.charAt(behind))) {
            behind++;
        }
        return behind < text.length() && (text.charAt(behind) == '\'' || text.charAt(behind) == '?');
    }

    /** A placeholder of one character and a number. */
    private void number() {
        int end = at + 1;
        int number = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end)) && number <= MOST_PARAMETERS) {
            number = number * 10 + (text.charAt(end++) - '0');
        }
        if (number < 1 || number > MOST_PARAMETERS) {
            throw DatabaseFailure.usage(
                    "the parameter " + text.substring(at, end) + " is not from 1 to " + MOST_PARAMETERS, text);
        }
        use(Style.NUMBERED);
        highest = Math.max(highest, number);
        at = end;
        if (flavour == Flavour.SQLITE) {
            jdbc.append('?').append(number);
            numbers.put(number, number);
            return;
        }
        Integer position = numbers.get(number);
        if (position != null && flavour == Flavour.POSTGRESQL) {
            // The driver numbers what it finds and leaves the rest alone: so both places are one parameter, with one
            // type.
            jdbc.append('$').append(position);
            return;
        }
        jdbc.append('?');
        bindings.add(number - 1);
        numbers.put(number, bindings.size());
    }

    private void use(Style used) {
        if (style != Style.NONE && style != used) {
            throw DatabaseFailure.usage("the statement mixes ? and $1; use one of them", text);
        }
        style = used;
    }

    private void end(int end) {
        if (anything) {
            String author = start == 0 && end == text.length()
                    ? text
                    : text.substring(start, end).strip();
            if (flavour == Flavour.SQLITE && style == Style.NUMBERED) {
                // There a number is the position itself.
                for (int i = 0; i < highest; i++) {
                    bindings.add(i);
                }
            }
            boolean reads = READING.contains(verb) && !writes;
            statements.add(new SqlText(
                    author, jdbc.toString(), bindings, highest, style == Style.NUMBERED, verb, reads, line));
        }
        jdbc = new StringBuilder();
        bindings = new ArrayList<>();
        numbers = new HashMap<>();
        style = Style.NONE;
        highest = 0;
        verb = "";
        writes = false;
        anything = false;
        trigger = false;
        body = 0;
    }

    private int lineOf(int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }

    private int commentLength() {
        if (flavour != Flavour.POSTGRESQL) {
            int end = text.indexOf("*/", at + 2);
            // SQLite takes the end of the text for the end of the comment.
            return (end < 0 ? text.length() : end + 2) - at;
        }
        int depth = 1;
        int end = at + 2;
        while (end < text.length() && depth > 0) {
            if (text.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (text.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
        }
        if (depth > 0) {
            throw unended("/*");
        }
        return end - at;
    }

    /** The index behind a quoted text; the quote itself is doubled inside. */
    private int quotedLength(int from, char quote, boolean backslashes) {
        for (int end = from + 1; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\\' && backslashes) {
                end++;
            } else if (c == quote) {
                if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                    end++;
                } else {
                    return end + 1;
                }
            }
        }
        throw unended(String.valueOf(quote));
    }

    private int until(String closing, String opening) {
        int end = text.indexOf(closing, at + opening.length());
        if (end < 0) {
            throw unended(opening);
        }
        return end + closing.length();
    }

    private DatabaseFailure unended(String quote) {
        return DatabaseFailure.syntax("what " + quote + " begins in line " + lineOf(at) + " has no end", text);
    }

    private void take(int length) {
        jdbc.append(text, at, at + length);
        at += length;
    }

    private char peek(int distance) {
        return at + distance < text.length() ? text.charAt(at + distance) : '\0';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_' || c > '\u007f';
    }

    private static boolean isName(char c) {
        return isNameStart(c) || Character.isDigit(c) || c == '$';
    }
}
