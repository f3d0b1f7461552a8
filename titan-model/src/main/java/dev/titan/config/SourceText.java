package dev.titan.config;

import dev.titan.model.SourceLocation;
import java.util.List;

/** A text file of the author's, for naming places in it. Immutable. */
final class SourceText {
    private final String name;
    private final String text;
    private final List<String> lines;

    /**
     * @param name path to show, with forward slashes
     * @param text the whole text; a byte order mark at its head is dropped
     */
    SourceText(String name, String text) {
        this.name = name;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.lines = this.text.lines().toList();
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    List<String> lines() {
        return lines;
    }

    /** A place, line and column from 1, cut back to what there is. */
    SourceLocation at(int line, int column, int length) {
        String lineText = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        int within = Math.max(1, Math.min(column, lineText.length() + 1));
        return new SourceLocation(
                name, line, within, Math.max(0, Math.min(length, lineText.length() + 1 - within)), lineText);
    }
}
