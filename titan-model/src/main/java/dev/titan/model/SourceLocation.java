package dev.titan.model;

/**
 * A place in a file of the author's. Immutable.
 *
 * @param file path relative to the app folder, with forward slashes
 * @param line from 1
 * @param column from 1, in UTF-16 code units, as editors count
 * @param length code units to underline, at least 0
 * @param lineText the text of that line, empty when it is not known
 */
public record SourceLocation(String file, int line, int column, int length, String lineText) {

    /** A place whose text is not known. */
    public static SourceLocation of(String file, int line, int column) {
        return new SourceLocation(file, line, column, 0, "");
    }

    /** {@code file:line:column}, the form that terminals and editors turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
