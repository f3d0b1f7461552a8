package dev.titan.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file around a place in it, ready to be shown: tabs are spaces, and of long lines, as a minified package has them, only what is near the place is left.
 * Immutable.
 *
 * @param first the number of the first of the lines, from 1
 * @param lines at least one
 * @param line the number of the line that the place is in
 * @param column where in the shown text of that line the place begins, from 0
 * @param length how many of its characters to underline, at least 1
 */
public record SourceExcerpt(int first, List<String> lines, int line, int column, int length) {
    private static final int TAB = 2;

    /** Characters of a line that are shown. */
    private static final int WIDTH = 160;

    private static final int BEFORE_COLUMN = 100;
    private static final String CUT = "…";

    public SourceExcerpt {
        lines = List.copyOf(lines);
    }

    /**
     * The lines around a place.
     *
     * @param text of the whole file, empty when it is not known; not used when it does not have the place's line, as after a change of the file
     * @param around how many lines to show before and after that of the place
     * @return null when not even the line of the place is known
     */
    public static @Nullable SourceExcerpt of(SourceLocation place, String text, int around) {
        List<String> all = text.isEmpty() ? List.of() : List.of(text.split("\r?\n", -1));
        boolean known = place.line() >= 1
                && place.line() <= all.size()
                && (place.lineText().isEmpty() || place.lineText().equals(all.get(place.line() - 1)));
        if (!known && place.lineText().isBlank()) {
            return null;
        }
        int first = known ? Math.max(1, place.line() - around) : place.line();
        int last = known ? Math.min(all.size(), place.line() + around) : place.line();
        List<String> lines = new ArrayList<>(known ? all.subList(first - 1, last) : List.of(place.lineText()));
        while (lines.size() > 1 && lines.get(lines.size() - 1).isBlank() && first + lines.size() - 1 > place.line()) {
            lines.remove(lines.size() - 1);
        }
        return cut(first, lines, place);
    }

    private static SourceExcerpt cut(int first, List<String> lines, SourceLocation place) {
        String marked = lines.get(place.line() - first);
        int start = Math.min(Math.max(place.column() - 1, 0), marked.length());
        int end = Math.min(start + Math.max(place.length(), 0), marked.length());
        int column = spread(marked.substring(0, start)).length();
        int length = Math.max(1, spread(marked.substring(start, end)).length());
        int from = spread(marked).length() <= WIDTH ? 0 : Math.max(0, column - BEFORE_COLUMN);
        List<String> shown =
                lines.stream().map(line -> window(spread(line), from)).toList();
        return new SourceExcerpt(first, shown, place.line(), column - from, Math.min(length, WIDTH - (column - from)));
    }

    private static String window(String line, int from) {
        String rest = line.length() <= from ? "" : line.substring(from);
        if (from > 0 && !rest.isEmpty()) {
            rest = CUT + rest.substring(1);
        }
        return rest.length() <= WIDTH ? rest : rest.substring(0, WIDTH - 1) + CUT;
    }

    private static String spread(String text) {
        return text.replace("\t", " ".repeat(TAB));
    }

    /** The number that stands before the line with an index. */
    public int number(int index) {
        return first + index;
    }

    /** As text: line numbers, the line marked by {@code >}, a caret below the place. Lines end with LF. */
    public String text() {
        StringBuilder out = new StringBuilder();
        int width = String.valueOf(first + lines.size() - 1).length();
        for (int i = 0; i < lines.size(); i++) {
            String number = String.valueOf(number(i));
            String start = (number(i) == line ? "> " : "  ") + " ".repeat(width - number.length()) + number + " |";
            out.append(lines.get(i).isEmpty() ? start : start + " " + lines.get(i))
                    .append('\n');
            if (number(i) == line) {
                out.append(" ".repeat(width + 2))
                        .append(" | ")
                        .append(" ".repeat(column))
                        .append("^".repeat(length))
                        .append('\n');
            }
        }
        return out.toString();
    }
}
