package dev.titan.server.development;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceExcerpt;
import dev.titan.model.SourceLocation;
import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that went wrong, as it is shown to people. Immutable.
 *
 * @param label what it is of, for example {@code caused by}; empty for the first
 * @param name the error's class or the diagnostic's code
 * @param message what it says
 * @param place where, or null when that is not known
 * @param frames the calls that led there, the innermost first
 * @param notes further places or facts
 * @param suggestion what to do, or empty
 * @param diagnostic whether it was found in a file, and the name is a code
 * @param warning whether it did not stop anything
 * @param reasons the errors that it stands for, then its cause
 */
record ShownError(
        String label,
        String name,
        String message,
        @Nullable Place place,
        List<Frame> frames,
        List<Note> notes,
        String suggestion,
        boolean diagnostic,
        boolean warning,
        List<ShownError> reasons) {
    private static final int AROUND = 4;
    private static final int AROUND_REASON = 2;
    private static final int AROUND_NOTE = 1;
    private static final int MAX_DEPTH = 9;

    /**
     * Where something is.
     *
     * @param excerpt the lines around it, null when they are not known
     * @param text of the whole file, or empty
     */
    record Place(SourceLocation location, @Nullable SourceExcerpt excerpt, String text) {
        static Place of(SourceLocation location, String text, int around) {
            return new Place(location, SourceExcerpt.of(location, text, around), text);
        }
    }

    /** A further fact. */
    record Note(String text, @Nullable Place place) {}

    /** What an author's code threw. */
    static ShownError of(ThrownError error) {
        return of(error, "", 0);
    }

    private static ShownError of(ThrownError error, String label, int depth) {
        List<Frame> frames = error.frames();
        Frame at = frames.stream().filter(Frame::own).findFirst().orElse(frames.isEmpty() ? null : frames.get(0));
        List<ShownError> reasons = new ArrayList<>();
        if (depth < MAX_DEPTH) {
            int count = error.errors().size();
            for (int i = 0; i < count; i++) {
                reasons.add(of(error.errors().get(i), "error " + (i + 1) + " of " + count, depth + 1));
            }
            if (error.cause() != null) {
                reasons.add(of(error.cause(), "caused by", depth + 1));
            }
        }
        return new ShownError(
                label,
                error.name(),
                error.message(),
                at == null ? null : Place.of(at.place(), error.source(at.place()), depth == 0 ? AROUND : AROUND_REASON),
                frames,
                List.of(),
                "",
                false,
                false,
                reasons);
    }

    /** What was found wrong with a file. */
    static ShownError of(Diagnostic diagnostic, ProjectFiles files) {
        List<Note> notes = new ArrayList<>();
        for (Diagnostic.Note note : diagnostic.notes()) {
            notes.add(new Note(note.text(), place(note.location(), files, AROUND_NOTE)));
        }
        return new ShownError(
                "",
                diagnostic.code(),
                diagnostic.text(),
                place(diagnostic.location(), files, AROUND),
                List.of(),
                notes,
                diagnostic.suggestion(),
                true,
                diagnostic.severity() == Diagnostic.Severity.WARNING,
                List.of());
    }

    /** What no code threw: a limit, for example. */
    static ShownError of(String name, String message, @Nullable SourceLocation location, ProjectFiles files) {
        return new ShownError(
                "", name, message, place(location, files, AROUND), List.of(), List.of(), "", true, false, List.of());
    }

    private static @Nullable Place place(@Nullable SourceLocation location, ProjectFiles files, int around) {
        return location == null ? null : Place.of(location, files.text(location.file()), around);
    }

    /** The same at a place, if that is known. */
    ShownError at(@Nullable SourceLocation location, ProjectFiles files) {
        return new ShownError(
                label,
                name,
                message,
                place(location, files, AROUND),
                frames,
                notes,
                suggestion,
                diagnostic,
                warning,
                reasons);
    }

    /** The frames of the author's own files. */
    List<Frame> own() {
        return frames.stream().filter(Frame::own).toList();
    }

    /** The frames of packages. */
    List<Frame> foreign() {
        return frames.stream().filter(frame -> !frame.own()).toList();
    }
}
