package dev.titan.host.db;

import java.util.List;

/**
 * A statement that has been read: the text that the driver gets, and what is to be known of it. Immutable.
 *
 * @param author the text as the author wrote it
 * @param jdbc the same with the placeholders of JDBC
 * @param bindings for each placeholder of JDBC, from the first, the index of the author's parameter
 * @param parameters how many values the statement wants
 * @param numbered whether its placeholders are {@code $1}, {@code $2}, …
 * @param verb its first word, upper case; empty when there is none
 * @param reads whether it surely changes nothing
 * @param line where it begins in the text, counted from 1
 */
record SqlText(
        String author,
        String jdbc,
        List<Integer> bindings,
        int parameters,
        boolean numbered,
        String verb,
        boolean reads,
        int line) {
    SqlText {
        bindings = List.copyOf(bindings);
    }

    /** Whether it adds rows, so that the database may tell the key of the last. */
    boolean inserts() {
        return verb.equals("INSERT") || verb.equals("REPLACE");
    }
}
