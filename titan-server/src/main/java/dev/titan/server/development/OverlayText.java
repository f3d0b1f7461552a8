package dev.titan.server.development;

import dev.titan.model.SourceExcerpt;
import dev.titan.model.Version;
import dev.titan.runtime.Frame;
import dev.titan.server.development.ShownError.Note;
import dev.titan.server.development.ShownError.Place;
import java.util.List;

/** What the overlay shows as text, in Markdown: for an issue, a chat or an assistant. Headers of the request are not in it. */
final class OverlayText {
    private final StringBuilder out = new StringBuilder();

    private OverlayText() {}

    static String of(String kind, List<ShownError> errors, ShownRequest request) {
        OverlayText text = new OverlayText();
        text.out.append("# ").append(kind).append("\n\n");
        for (ShownError error : errors) {
            text.error(error, 2);
        }
        text.out
                .append(text.inline(request.method() + " " + request.path() + request.query()))
                .append(" was answered with ")
                .append(request.facts().stream()
                        .map(fact -> fact.name().equals("Answer")
                                ? fact.value()
                                : fact.name().toLowerCase(java.util.Locale.ROOT) + " " + text.inline(fact.value()))
                        .collect(java.util.stream.Collectors.joining(", ")))
                .append(".\n\nTitan ")
                .append(Version.TITAN)
                .append(", Java ")
                .append(Runtime.version().feature())
                .append(", ")
                .append(System.getProperty("os.name"))
                .append(" ")
                .append(System.getProperty("os.arch"))
                .append('\n');
        return text.out.toString();
    }

    private void error(ShownError error, int level) {
        out.append("#".repeat(Math.min(level, 6))).append(' ');
        if (!error.label().isEmpty()) {
            out.append(error.label()).append(": ");
        }
        String message = error.message();
        int line = message.indexOf('\n');
        out.append(inline(error.name() + ": " + (line < 0 ? message : message.substring(0, line))))
                .append("\n\n");
        if (line >= 0) {
            fenced("", message.substring(line + 1));
        }
        place(error.place());
        if (!error.frames().isEmpty()) {
            StringBuilder stack = new StringBuilder();
            for (Frame frame : error.frames()) {
                stack.append(frame).append('\n');
            }
            fenced("", stack.toString());
        }
        for (Note note : error.notes()) {
            out.append("- ").append(note.text().replace("\n", "\n  "));
            if (note.place() != null) {
                out.append(": ").append(inline(note.place().location().toString()));
            }
            out.append('\n');
        }
        if (!error.notes().isEmpty()) {
            out.append('\n');
        }
        if (!error.suggestion().isEmpty()) {
            out.append("Help: ").append(error.suggestion()).append("\n\n");
        }
        error.reasons().forEach(reason -> error(reason, level + 1));
    }

    private void place(@org.jspecify.annotations.Nullable Place place) {
        if (place == null) {
            return;
        }
        out.append(inline(place.location().toString())).append("\n\n");
        SourceExcerpt excerpt = place.excerpt();
        if (excerpt != null) {
            String file = place.location().file();
            String extension = file.substring(file.lastIndexOf('.') + 1);
            fenced(extension.matches("[a-z]{1,4}") ? extension : "", excerpt.text());
        }
    }

    /** A code span that holds any text: its fence is longer than every run of backticks in it (CommonMark 6.1). */
    private String inline(String text) {
        String line = text.replace('\n', ' ');
        String fence = "`".repeat(longestRun(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + pad + line + pad + fence;
    }

    private void fenced(String language, String text) {
        String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        out.append(fence).append(language).append('\n').append(text);
        if (!text.endsWith("\n")) {
            out.append('\n');
        }
        out.append(fence).append("\n\n");
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
