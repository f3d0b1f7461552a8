package dev.titan.server.development;

import dev.titan.model.SourceExcerpt;
import dev.titan.server.development.ShownError.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the lines around a place: numbers, colours, the place underlined, a caret below it. */
final class CodeView {
    private static final Set<String> COLOURED =
            Set.of("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "json", "jsonc");

    private CodeView() {}

    static void write(Markup page, Place place) {
        SourceExcerpt excerpt = place.excerpt();
        if (excerpt == null) {
            return;
        }
        String[] all = coloured(place) ? place.text().replace("\t", "  ").split("\r?\n", -1) : new String[0];
        byte[] kinds = all.length == 0 ? new byte[0] : JavaScriptColours.of(String.join("\n", all));
        page.raw("<pre class=\"source\" tabindex=\"0\" aria-label=\"Source around line ")
                .number(excerpt.line())
                .raw("\"><code>");
        int width = String.valueOf(excerpt.number(excerpt.lines().size() - 1)).length();
        for (int i = 0; i < excerpt.lines().size(); i++) {
            int number = excerpt.number(i);
            String line = excerpt.lines().get(i);
            boolean known = number <= all.length && all[number - 1].equals(line);
            int from = known ? start(all, number - 1) : -1;
            boolean at = number == excerpt.line();
            page.raw(at ? "<span class=\"line at\">" : "<span class=\"line\">");
            gutter(page, at ? "›" : " ", number, width);
            write(page, line, kinds, from, at ? excerpt.column() : -1, excerpt.length());
            page.raw("\n</span>");
            if (at) {
                page.raw("<span class=\"line caret\" aria-hidden=\"true\"><span class=\"no\">")
                        .text(" ".repeat(width + 3))
                        .raw("</span><span class=\"pad\">")
                        .text(line.substring(0, Math.min(excerpt.column(), line.length())))
                        .raw("</span>")
                        .raw("^".repeat(excerpt.length()))
                        .raw("\n</span>");
            }
        }
        page.raw("</code></pre>");
    }

    private static boolean coloured(Place place) {
        String file = place.location().file();
        return COLOURED.contains(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static int start(String[] lines, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start += lines[i].length() + 1;
        }
        return start;
    }

    private static void gutter(Markup page, String mark, int number, int width) {
        String digits = String.valueOf(number);
        page.raw("<span class=\"no\">")
                .raw(mark)
                .raw(" ")
                .raw(" ".repeat(width - digits.length()))
                .raw(digits)
                .raw(" </span>");
    }

    /**
     * @param from where the line begins among the kinds, or -1 when it has no colours
     * @param column where what is marked begins, or -1
     */
    private static void write(Markup page, String line, byte[] kinds, int from, int column, int length) {
        int at = 0;
        while (at < line.length()) {
            byte kind = from < 0 ? 0 : kinds[from + at];
            boolean marked = column >= 0 && at >= column && at < column + length;
            int end = at + 1;
            while (end < line.length()
                    && (from < 0 ? 0 : kinds[from + end]) == kind
                    && (column >= 0 && end >= column && end < column + length) == marked) {
                end++;
            }
            String style = JavaScriptColours.style(kind);
            List<String> classes = marked ? List.of("hit", style) : List.of(style);
            String joined = String.join(" ", classes).strip();
            if (joined.isEmpty()) {
                page.text(line.substring(at, end));
            } else {
                page.element("span", joined, line.substring(at, end));
            }
            at = end;
        }
    }
}
