package dev.titan.server;

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
            text.append(at.name()).append(": ").append(at.message());
            String frames = frames(at);
            if (!frames.isEmpty()) {
                text.append('\n').append(frames);
            }
        }
        return text.toString();
    }

    /** As members of a problem, for development. */
    static Map<String, @Nullable Object> members(ThrownError error) {
        return members(error, MAX_CAUSES);
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

    /** V8's stack repeats name and message before the frames. */
    private static String frames(ThrownError error) {
        String stack = error.stack();
        int at = stack.indexOf("    at ");
        return at < 0 ? "" : stack.substring(at).stripTrailing();
    }
}
