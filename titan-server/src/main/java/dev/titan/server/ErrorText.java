package dev.titan.server;

import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action threw, for the log and for its author. */
final class ErrorText {
    private static final int MAX_CAUSES = 10;

    private ErrorText() {}

    /** Name, message and stack, then the errors that it stands for and each cause, on lines of their own. */
    static String of(ThrownError error) {
        StringBuilder text = new StringBuilder();
        append(text, error, MAX_CAUSES);
        return text.toString();
    }

    private static void append(StringBuilder text, ThrownError error, int deeper) {
        text.append(error.stack());
        List<ThrownError> errors = error.errors();
        for (int i = 0; i < errors.size() && deeper > 0; i++) {
            text.append("\nerror ")
                    .append(i + 1)
                    .append(" of ")
                    .append(errors.size())
                    .append(": ");
            append(text, errors.get(i), deeper - 1);
        }
        ThrownError cause = error.cause();
        if (cause != null && deeper > 0) {
            text.append("\ncaused by ");
            append(text, cause, deeper - 1);
        }
    }

    /** Members of a problem, for development: {@code error} with its causes, and {@code frames} of the error itself. */
    static Map<String, @Nullable Object> members(ThrownError error) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("error", members(error, MAX_CAUSES));
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
