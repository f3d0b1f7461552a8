package dev.titan.server;

import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an action threw, for the log and for its author. */
final class ErrorText {
    private static final int MAX_CAUSES = 10;

    private ErrorText() {}

    /** Name, message and stack, then each cause, on lines of their own. */
    static String of(ThrownError error) {
        StringBuilder text = new StringBuilder();
        ThrownError at = error;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++, at = at.cause()) {
            if (depth > 0) {
                text.append("\ncaused by ");
            }
            text.append(at.stack());
        }
        return text.toString();
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
