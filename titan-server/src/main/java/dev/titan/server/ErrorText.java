package dev.titan.server;

import dev.titan.model.SourceExcerpt;
import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action threw, for the log and for its author. */
final class ErrorText {
    private static final int MAX_CAUSES = 10;
    private static final int AROUND = 2;

    private ErrorText() {}

    /** Name, message and stack, then, further in, the errors that it stands for, then each cause. */
    static String of(ThrownError error) {
        return error.stackWithCauses("");
    }

    /** The same with the lines around the place of the throw, for its author. */
    static String detailed(ThrownError error) {
        return error.stackWithCauses(excerpt(error));
    }

    /** The lines around the innermost place that is the author's own, the place marked by a caret; empty when they are not known. */
    private static String excerpt(ThrownError error) {
        for (Frame frame : error.frames()) {
            if (frame.own()) {
                SourceExcerpt excerpt = SourceExcerpt.of(frame.place(), error.source(frame.place()), AROUND);
                return excerpt == null ? "" : excerpt.text();
            }
        }
        return "";
    }

    /** Members of a problem, for development: {@code error} with its causes, and {@code frames} of the error itself. */
    static Map<String, @Nullable Object> members(ThrownError error) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Map<String, @Nullable Object> all = members(error, MAX_CAUSES);
        String excerpt = excerpt(error);
        if (!excerpt.isEmpty()) {
            all.put("excerpt", excerpt);
        }
        members.put("error", all);
        members.put("frames", error.frames().stream().map(ErrorText::frame).toList());
        return members;
    }

    private static Map<String, @Nullable Object> members(ThrownError error, int causes) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", error.name());
        members.put("message", error.message());
        members.put("stack", error.stack());
        ThrownError cause = error.cause();
        if (cause != null && causes > 0) {
            members.put("cause", members(cause, causes - 1));
        }
        if (!error.errors().isEmpty() && causes > 0) {
            members.put(
                    "errors",
                    error.errors().stream()
                            .map(inner -> members(inner, causes - 1))
                            .toList());
        }
        return members;
    }

    /** A call in a stack, as {@code {file, line, column, function}}. */
    static Map<String, Object> frame(Frame frame) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", frame.place().file());
        members.put("line", frame.place().line());
        members.put("column", frame.place().column());
        members.put("function", frame.function());
        return members;
    }
}
