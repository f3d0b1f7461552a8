package dev.titan.inspector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the runtime's own JavaScript out of a debugger's way: its scripts are not listed, are never stepped into, and its frames lie on no stack, so that a call of console comes
 * from where the author made it. Scripts of the runtime are named {@code titan:<name>}, those of the app {@code titan:///<path>}. Confined to the worker's thread.
 */
final class RuntimeFrames {
    private static final String RUNTIME = "titan:";
    private static final String APP = "titan:///";
    private static final String SKIPPED = "^titan:(?!///)";

    private static final Pattern TWIN = Pattern.compile("\\$twin_*$");

    private final Set<Object> scripts = new HashSet<>();

    /** What has V8 step over the runtime, and over what the client names. */
    static ProtocolMessage skip(List<?> patterns) {
        List<Object> all = new ArrayList<>(patterns);
        all.add(SKIPPED);
        return ProtocolMessage.of("Debugger.setBlackboxPatterns", Map.of("patterns", all));
    }

    /** Takes note of a script. @return whether it is the runtime's */
    boolean parsed(Map<String, @Nullable Object> script) {
        if (!isRuntime(script.get("url"))) {
            return false;
        }
        scripts.add(script.get("scriptId"));
        return true;
    }

    private static boolean isRuntime(@Nullable Object url) {
        return url instanceof String text && text.startsWith(RUNTIME) && !text.startsWith(APP);
    }

    /** Takes the runtime's frames out of a pause. */
    void paused(Map<String, @Nullable Object> pause) {
        if (pause.get("callFrames") instanceof List<?> frames) {
            List<?> shown = frames.stream()
                    .filter(frame -> !isOwn(frame))
                    .map(RuntimeFrames::named)
                    .toList();
            if (!shown.isEmpty()) {
                pause.put("callFrames", shown);
            }
        }
        clean(pause, "asyncStackTrace");
    }

    /** Takes them out of the stack of a call of console. */
    void console(Map<String, @Nullable Object> call) {
        clean(call, "stackTrace");
    }

    private void clean(Map<String, @Nullable Object> params, String member) {
        Object stack = withoutOwn(params.remove(member));
        if (stack != null) {
            params.put(member, stack);
        }
    }

    /** A stack trace without the frames of the runtime, and without the levels that have no other; null if there is none. */
    private @Nullable Map<String, @Nullable Object> withoutOwn(@Nullable Object stack) {
        if (!(stack instanceof Map<?, ?>)) {
            return null;
        }
        Map<String, @Nullable Object> shown = ProtocolMessage.copy(stack);
        Map<String, @Nullable Object> parent = withoutOwn(shown.remove("parent"));
        List<?> frames = shown.get("callFrames") instanceof List<?> all
                ? all.stream()
                        .filter(frame -> !isOwn(frame))
                        .map(RuntimeFrames::named)
                        .toList()
                : List.of();
        if (frames.isEmpty()) {
            return parent;
        }
        shown.put("callFrames", frames);
        if (parent != null) {
            shown.put("parent", parent);
        }
        return shown;
    }

    /** A frame whose function has the author's name: that of a twin is the function's with a suffix, or one that the drift pass has made. */
    private static Map<String, @Nullable Object> named(@Nullable Object frame) {
        Map<String, @Nullable Object> members = ProtocolMessage.copy(frame);
        if (members.get("functionName") instanceof String name) {
            members.put(
                    "functionName",
                    name.startsWith("$d_") ? "" : TWIN.matcher(name).replaceAll(""));
        }
        return members;
    }

    /** Frames of a pause name the script within their location, those of a trace themselves. */
    private boolean isOwn(@Nullable Object frame) {
        if (!(frame instanceof Map<?, ?> members)) {
            return false;
        }
        Object script = members.get("location") instanceof Map<?, ?> location
                ? location.get("scriptId")
                : members.get("scriptId");
        return scripts.contains(script) || isRuntime(members.get("url"));
    }
}
