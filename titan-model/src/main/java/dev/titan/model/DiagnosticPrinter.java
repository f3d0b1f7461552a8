package dev.titan.model;

import dev.titan.model.Diagnostic.Note;
import dev.titan.model.Diagnostic.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns diagnostics into text for a terminal or a log, all in one style: what is wrong and its code, the place as {@code file:line:column}, the line with
 * the faulty part underlined, then notes and what to do. Immutable.
 */
public final class DiagnosticPrinter {
    private static final int TAB = 2;

    /** Columns of a line that are shown; more of it is cut around the place, since one line of a minified package can be a whole file. */
    private static final int WIDTH = 100;

    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String GREEN = "32";
    private static final String BOLD = "1";
    private static final String DIM = "2";

    private final boolean colour;

    /**
     * @param colour whether to use ANSI escape sequences
     */
    public DiagnosticPrinter(boolean colour) {
        this.colour = colour;
    }

    /**
     * All of them, errors and warnings in the order given, an empty line after each, then how many there are. A single one that blames no place is a line by
     * itself.
     */
    public String print(List<Diagnostic> diagnostics) {
        if (diagnostics.size() == 1 && isPlain(diagnostics.get(0))) {
            return print(diagnostics.get(0));
        }
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            out.append(print(diagnostic)).append('\n');
        }
        return out.append(summary(diagnostics)).append('\n').toString();
    }

    private static boolean isPlain(Diagnostic diagnostic) {
        return diagnostic.location() == null && diagnostic.notes().isEmpty();
    }

    /** One of them, each line ended by LF. */
    public String print(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        boolean error = diagnostic.severity() == Severity.ERROR;
        out.append(paint(error ? RED : YELLOW, (error ? "error " : "warning ") + diagnostic.code()))
                .append(": ")
                .append(paint(BOLD, clean(diagnostic.text())))
                .append('\n');
        place(out, diagnostic.location(), error ? RED : YELLOW, "  ");
        for (Note note : diagnostic.notes()) {
            out.append("  ")
                    .append(paint(DIM, "note"))
                    .append(": ")
                    .append(indented(note.text()))
                    .append('\n');
            place(out, note.location(), GREEN, "    ");
        }
        if (isPlain(diagnostic) && !diagnostic.suggestion().isEmpty()) {
            out.setLength(out.length() - 1);
            return out.append("; ")
                    .append(clean(diagnostic.suggestion()))
                    .append('\n')
                    .toString();
        }
        if (!diagnostic.suggestion().isEmpty()) {
            out.append("  ")
                    .append(paint(GREEN, "help"))
                    .append(": ")
                    .append(indented(diagnostic.suggestion()))
                    .append('\n');
        }
        return out.toString();
    }

    /** For example {@code 2 errors, 1 warning}. */
    public static String summary(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .count();
        long warnings = diagnostics.size() - errors;
        if (errors == 0) {
            return count(warnings, "warning");
        }
        return count(errors, "error") + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void place(StringBuilder out, @Nullable SourceLocation location, String colour, String indent) {
        if (location == null) {
            return;
        }
        out.append(indent).append(clean(location.toString())).append('\n');
        if (location.lineText().isBlank()) {
            return;
        }
        Excerpt excerpt = Excerpt.of(location);
        String number = String.valueOf(location.line());
        out.append(indent)
                .append("  ")
                .append(paint(DIM, number + " │ "))
                .append(excerpt.text())
                .append('\n');
        out.append(indent)
                .append("  ")
                .append(" ".repeat(number.length()))
                .append(paint(DIM, " ╵ "))
                .append(" ".repeat(excerpt.column()))
                .append(paint(colour, excerpt.length() > 1 ? "~".repeat(excerpt.length()) : "^"))
                .append('\n');
    }

    private static String indented(String text) {
        return text.lines()
                .map(DiagnosticPrinter::clean)
                .reduce((a, b) -> a + "\n        " + b)
                .orElse("");
    }

    private String paint(String style, String text) {
        return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }

    /** Without control characters: text out of a package must not steer the terminal. */
    private static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return out.toString();
    }

    /**
     * The part of a line to show, and where in it to underline.
     *
     * @param column terminal columns before the underlined part
     * @param length terminal columns to underline
     */
    private record Excerpt(String text, int column, int length) {

        static Excerpt of(SourceLocation location) {
            String line = location.lineText();
            int start = Math.min(Math.max(location.column() - 1, 0), line.length());
            int end = Math.min(start + Math.max(location.length(), 0), line.length());
            String before = spread(line.substring(0, start));
            String marked = spread(line.substring(start, end));
            String after = spread(line.substring(end));
            if (before.length() + marked.length() + after.length() <= WIDTH) {
                String lead = before.stripLeading();
                return new Excerpt(lead + marked + after, width(lead), width(marked));
            }
            int room = Math.max(WIDTH / 2 - Math.min(marked.length(), WIDTH / 2) / 2, 10);
            String lead = before.stripLeading();
            if (lead.length() > room) {
                lead = "…" + lead.substring(lead.length() - room);
            }
            if (marked.length() > WIDTH) {
                marked = marked.substring(0, WIDTH);
                after = "…";
            } else if (after.length() > room) {
                after = after.substring(0, room) + "…";
            }
            return new Excerpt(lead + marked + after, width(lead), width(marked));
        }

        /** The text as it will stand in the terminal: tabs as spaces, no control characters. */
        private static String spread(String text) {
            return clean(text.replace("\t", " ".repeat(TAB)));
        }

        /** Terminal columns: two for the wide East Asian blocks and emoji, none for combining marks. */
        private static int width(String text) {
            return text.codePoints().map(Excerpt::width).sum();
        }

        private static int width(int c) {
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
                return 0;
            }
            boolean wide = c >= 0x1100 && c <= 0x115F
                    || c >= 0x2E80 && c <= 0xA4CF
                    || c >= 0xAC00 && c <= 0xD7A3
                    || c >= 0xF900 && c <= 0xFAFF
                    || c >= 0xFE30 && c <= 0xFE6F
                    || c >= 0xFF00 && c <= 0xFF60
                    || c >= 0xFFE0 && c <= 0xFFE6
                    || c >= 0x1F300 && c <= 0x1FAFF
                    || c >= 0x20000 && c <= 0x3FFFD;
            return wide ? 2 : 1;
        }
    }
}
