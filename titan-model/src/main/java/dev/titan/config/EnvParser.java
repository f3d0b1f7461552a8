package dev.titan.config;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one .env file. A line is {@code NAME=value}, also after {@code export}. In double quotes {@code \n \r \t \" \\ \$} are escapes and lines may
 * follow; in single quotes and back-ticks everything stands for itself; a value without quotes ends at white space before a {@code #}. Outside single quotes
 * and back-ticks {@code ${NAME}} and {@code ${NAME:-otherwise}} stand for the real environment's value, else for one declared above, else for nothing.
 */
final class EnvParser {
    private static final Pattern DECLARATION = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final SourceText source;
    private final Map<String, String> environment;
    private final Map<String, String> values;
    private final List<Diagnostic> diagnostics;
    private int line;

    /**
     * @param values receives what is declared, and answers references to what earlier files declared
     * @param diagnostics receives what is wrong
     */
    EnvParser(
            SourceText source,
            Map<String, String> environment,
            Map<String, String> values,
            List<Diagnostic> diagnostics) {
        this.source = source;
        this.environment = environment;
        this.values = values;
        this.diagnostics = diagnostics;
    }

    void parse() {
        List<String> lines = source.lines();
        for (line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            if (text.isBlank() || text.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher declaration = DECLARATION.matcher(text);
            if (declaration.lookingAt()) {
                value(declaration.group(1), declaration.end());
            } else {
                int indent = text.length() - text.stripLeading().length();
                report(line, indent, "expected NAME=value or a comment that begins with #");
            }
        }
    }

    private void value(String name, int start) {
        String text = source.lines().get(line);
        char quote = start < text.length() ? text.charAt(start) : ' ';
        if (quote == '"' || quote == '\'' || quote == '`') {
            quoted(name, quote, start);
        } else {
            String bare =
                    COMMENT.matcher(text.substring(start)).replaceFirst("").strip();
            values.put(name, resolve(bare, false));
        }
    }

    /** A value from its opening quote to its closing one, over as many lines as it takes. */
    private void quoted(String name, char quote, int start) {
        int first = line;
        StringBuilder value = new StringBuilder();
        int column = start + 1;
        while (true) {
            String text = source.lines().get(line);
            while (column < text.length()) {
                char c = text.charAt(column);
                if (c == quote) {
                    end(name, quote == '"' ? resolve(value.toString(), true) : value.toString(), column + 1);
                    return;
                }
                value.append(c);
                column++;
                if (c == '\\' && quote == '"' && column < text.length()) {
                    value.append(text.charAt(column++));
                }
            }
            if (line + 1 >= source.lines().size()) {
                line = first;
                report(first, start, "the value of " + name + " has no closing " + quote);
                return;
            }
            value.append('\n');
            line++;
            column = 0;
        }
    }

    private void end(String name, String value, int column) {
        String rest = source.lines().get(line).substring(column);
        if (COMMENT.matcher(rest).replaceFirst("").isBlank()) {
            values.put(name, value);
        } else {
            report(line, column, "nothing but a comment may follow the closing quote");
        }
    }

    /**
     * Resolves references, and escapes where there are any, in one pass: what a reference brings in is not looked at again.
     *
     * @param escapes all of them, or only that of the dollar sign
     */
    private String resolve(String text, boolean escapes) {
        StringBuilder plain = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '$' && reference.region(i, text.length()).lookingAt()) {
                plain.append(referred(reference));
                i = reference.end();
            } else if (c == '\\' && i + 1 < text.length()) {
                plain.append(escaped(text.charAt(i + 1), escapes));
                i += 2;
            } else {
                plain.append(c);
                i++;
            }
        }
        return plain.toString();
    }

    private String referred(Matcher reference) {
        String name = reference.group(1);
        String value = environment.getOrDefault(name, values.getOrDefault(name, ""));
        String otherwise = reference.group(2);
        return value.isEmpty() && otherwise != null ? otherwise : value;
    }

    private static String escaped(char c, boolean escapes) {
        if (c == '$') {
            return "$";
        }
        if (escapes) {
            switch (c) {
                case 'n':
                    return "\n";
                case 'r':
                    return "\r";
                case 't':
                    return "\t";
                case '"', '\\':
                    return String.valueOf(c);
                default:
                    break;
            }
        }
        return "\\" + c;
    }

    /** Without the text of the line: it may hold a secret. */
    private void report(int line, int column, String text) {
        diagnostics.add(Diagnostic.error("TITAN_C201", text, SourceLocation.of(source.name(), line + 1, column + 1)));
    }
}
