package dev.titan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell the author about the app: what is wrong, where, and what to do. Immutable. Every part of Titan that finds fault with a file
 * reports it so, and one printer shows them all alike.
 *
 * @param severity whether the build goes on
 * @param code stable, for example {@code TITAN_B101}
 * @param text what is wrong, one sentence without a full stop
 * @param location where, or null when no single place is to blame
 * @param notes further places or facts, in the order to show them
 * @param suggestion what to write instead, or empty
 */
public record Diagnostic(
        Severity severity,
        String code,
        String text,
        @Nullable SourceLocation location,
        List<Note> notes,
        String suggestion) {

    /** Whether a diagnostic stops the build. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** A further place or fact of a diagnostic. */
    public record Note(String text, @Nullable SourceLocation location) {}

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /** An error at a place, without notes. */
    public static Diagnostic error(String code, String text, @Nullable SourceLocation location) {
        return new Diagnostic(Severity.ERROR, code, text, location, List.of(), "");
    }

    /** The same with what to write instead. */
    public Diagnostic suggest(String suggestion) {
        return new Diagnostic(severity, code, text, location, notes, suggestion);
    }

    /** The same with one more note. */
    public Diagnostic note(String text, @Nullable SourceLocation location) {
        List<Note> more = new java.util.ArrayList<>(notes);
        more.add(new Note(text, location));
        return new Diagnostic(severity, code, this.text, this.location, more, suggestion);
    }
}
