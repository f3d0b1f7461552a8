package dev.titan.inspector;

import dev.titan.model.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What lies between a debugger and V8, so that the one sees the author's code while the other runs what the build has made of it. Looks at requests and events of the domain Debugger and
 * at calls of console; all else passes as it is. Confined to the worker's thread.
 */
final class AuthorView {
    private static final String DEBUGGER = "\"Debugger.";
    private static final String EVENT = "{\"method\":\"";
    private static final String RESUMED = EVENT + "Debugger.resumed\"";

    /** Clients count up from 0. */
    private static final int FIRST_OWN_ID = -2;

    private final RuntimeFrames frames = new RuntimeFrames();
    private final AppScripts scripts;
    private final TwinBreakpoints breakpoints;
    private final LineSteps steps;
    private final Consumer<String> later;
    private int nextId = FIRST_OWN_ID;

    /** @param later sends V8 a request of ours, once it has told what it is telling */
    AuthorView(InspectorTargets targets, Consumer<String> later) {
        this.scripts = new AppScripts(targets);
        this.breakpoints = new TwinBreakpoints(scripts);
        this.steps = new LineSteps(scripts);
        this.later = later;
    }

    /** What V8 is to be sent for a request of the client. */
    List<String> requests(String text) {
        ProtocolMessage request = text.contains(DEBUGGER) ? ProtocolMessage.read(text) : null;
        if (request == null || request.id() == null) {
            return List.of(text);
        }
        steps.requested(request.method());
        Object id = request.id();
        List<String> sent = new ArrayList<>();
        switch (request.method()) {
            case "Debugger.enable" -> {
                sent.add(text);
                sent.add(RuntimeFrames.skip(List.of()).json(nextId--));
            }
            case "Debugger.setBlackboxPatterns" -> {
                List<?> patterns = request.params().get("patterns") instanceof List<?> own ? own : List.of();
                sent.add(RuntimeFrames.skip(patterns).json(id));
            }
            case "Debugger.setBreakpointByUrl", "Debugger.setBreakpoint" -> {
                sent.add(text);
                breakpoints.sent(id, id);
                for (ProtocolMessage other : breakpoints.set(request)) {
                    breakpoints.sent(nextId, id);
                    sent.add(other.json(nextId--));
                }
            }
            case "Debugger.removeBreakpoint" -> {
                sent.add(text);
                for (ProtocolMessage other : breakpoints.remove(request.params().get("breakpointId"))) {
                    sent.add(other.json(nextId--));
                }
            }
            case "Debugger.continueToLocation" -> {
                breakpoints.moveToLast(request.params());
                sent.add(request.json());
            }
            default -> sent.add(text);
        }
        return sent;
    }

    /** What the client is to be sent for a message of V8's; null for nothing. */
    @Nullable
    String message(String text) {
        if (!text.startsWith(EVENT)) {
            return response(text);
        }
        if (text.startsWith(RESUMED)) {
            return steps.tellsResumed() ? text : null;
        }
        String rest = text.substring(EVENT.length(), Math.min(text.length(), EVENT.length() + 32));
        if (!rest.startsWith("Debugger.") && !rest.startsWith("Runtime.consoleAPICalled\"")) {
            return text;
        }
        ProtocolMessage event = ProtocolMessage.read(text);
        return event == null ? text : event(event, text);
    }

    private @Nullable String event(ProtocolMessage event, String text) {
        Map<String, @Nullable Object> params = event.params();
        switch (event.method()) {
            case "Debugger.scriptParsed" -> {
                scripts.parsed(params);
                return frames.parsed(params) ? null : text;
            }
            case "Debugger.breakpointResolved" ->
                params.put("breakpointId", breakpoints.client(params.get("breakpointId")));
            case "Debugger.paused" -> {
                frames.paused(params);
                String goOn = steps.paused(params);
                if (goOn != null) {
                    later.accept(ProtocolMessage.of(goOn, Map.of()).json(nextId--));
                    return null;
                }
                if (params.get("hitBreakpoints") instanceof List<?> hit) {
                    params.put(
                            "hitBreakpoints",
                            hit.stream().map(breakpoints::client).distinct().toList());
                }
            }
            case "Runtime.consoleAPICalled" -> frames.console(params);
            default -> {
                return text;
            }
        }
        return event.json();
    }

    /** V8 begins a response with its id. */
    private @Nullable String response(String text) {
        boolean own = text.startsWith("{\"id\":-");
        if ((own || text.contains("\"breakpointId\"")) && PlainJson.parse(text) instanceof Map<?, ?> answer) {
            Object breakpoint = answer.get("result") instanceof Map<?, ?> result ? result.get("breakpointId") : null;
            Object id = answer.get("id");
            if (id != null) {
                breakpoints.answered(id, breakpoint);
            }
        }
        return own ? null : text;
    }
}
