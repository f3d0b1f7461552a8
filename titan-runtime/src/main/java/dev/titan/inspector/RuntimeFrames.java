package dev.titan.inspector;

import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the runtime's own JavaScript out of a debugger's way: its scripts are not listed, are never stepped into, and its frames lie on no stack, so that a call of console comes
 * from where the author made it. Scripts of the runtime are named {@code titan:<name>}, those of the app {@code titan:///<path>}. Confined to the worker's thread.
 */
final class RuntimeFrames {
    private static final String OWN = "\"^titan:(?!///)\"";

    /** Of our own requests; those of clients are positive. */
    private static final String OWN_ID = "{\"id\":-7,";

    private static final Pattern ENABLE = Pattern.compile("\"method\"\\s*:\\s*\"Debugger\\.enable\"");
    private static final Pattern SKIP = Pattern.compile("\"method\"\\s*:\\s*\"Debugger\\.setBlackboxPatterns\"");
    private static final Pattern PATTERNS = Pattern.compile("\"patterns\"\\s*:\\s*\\[\\s*(\\]?)");

    private static final String EVENT = "{\"method\":\"";
    private static final String PARSED = EVENT + "Debugger.scriptParsed\"";
    private static final String PAUSED = EVENT + "Debugger.paused\"";
    private static final String CONSOLE = EVENT + "Runtime.consoleAPICalled\"";

    private final Set<Object> scripts = new HashSet<>();

    /** What V8 is to be sent for a request of the client. */
    List<String> requests(String request) {
        if (ENABLE.matcher(request).find()) {
            return List.of(
                    request,
                    OWN_ID + "\"method\":\"Debugger.setBlackboxPatterns\",\"params\":{\"patterns\":[" + OWN + "]}}");
        }
        if (SKIP.matcher(request).find()) {
            Matcher patterns = PATTERNS.matcher(request);
            return List.of(patterns.replaceFirst(found -> Matcher.quoteReplacement(
                    "\"patterns\":[" + OWN + (found.group(1).isEmpty() ? "," : "]"))));
        }
        return List.of(request);
    }

    /** What the client is to be sent for a message of V8's; null for nothing. */
    @Nullable
    String message(String message) {
        if (message.startsWith(OWN_ID)) {
            return null;
        }
        if (message.startsWith(PARSED)) {
            return parsed(message);
        }
        if (message.startsWith(PAUSED)) {
            return paused(message);
        }
        return message.startsWith(CONSOLE) ? console(message) : message;
    }

    private @Nullable String parsed(String message) {
        if (!message.contains("\"url\":\"titan:") || message.contains("\"url\":\"titan:///")) {
            return message;
        }
        scripts.add(params(message).get("scriptId"));
        return null;
    }

    private String paused(String message) {
        Map<String, @Nullable Object> params = params(message);
        if (params.get("callFrames") instanceof List<?> frames) {
            List<?> shown = frames.stream().filter(frame -> !isOwn(frame)).toList();
            if (!shown.isEmpty()) {
                params.put("callFrames", shown);
            }
        }
        Object asynchronous = withoutOwn(params.remove("asyncStackTrace"));
        if (asynchronous != null) {
            params.put("asyncStackTrace", asynchronous);
        }
        return event("Debugger.paused", params);
    }

    private String console(String message) {
        Map<String, @Nullable Object> params = params(message);
        Object stack = withoutOwn(params.remove("stackTrace"));
        if (stack != null) {
            params.put("stackTrace", stack);
        }
        return event("Runtime.consoleAPICalled", params);
    }

    /** A stack trace without the frames of the runtime, and without the levels that have no other; null if there is none. */
    private @Nullable Map<String, @Nullable Object> withoutOwn(@Nullable Object stack) {
        if (!(stack instanceof Map<?, ?> trace)) {
            return null;
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        trace.forEach((name, value) -> shown.put((String) name, value));
        Map<String, @Nullable Object> parent = withoutOwn(shown.remove("parent"));
        List<?> frames = shown.get("callFrames") instanceof List<?> all
                ? all.stream().filter(frame -> !isOwn(frame)).toList()
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

    /** Frames of a pause name the script within their location, those of a trace themselves. */
    private boolean isOwn(@Nullable Object frame) {
        if (!(frame instanceof Map<?, ?> members)) {
            return false;
        }
        Object script = members.get("location") instanceof Map<?, ?> location
                ? location.get("scriptId")
                : members.get("scriptId");
        return scripts.contains(script)
                || members.get("url") instanceof String url && url.startsWith("titan:") && !url.startsWith("titan:///");
    }

    private static Map<String, @Nullable Object> params(String message) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        if (PlainJson.parse(message) instanceof Map<?, ?> event && event.get("params") instanceof Map<?, ?> members) {
            members.forEach((name, value) -> params.put((String) name, value));
        }
        return params;
    }

    private static String event(String method, Map<String, @Nullable Object> params) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("method", method);
        event.put("params", params);
        return Json.write(event);
    }
}
