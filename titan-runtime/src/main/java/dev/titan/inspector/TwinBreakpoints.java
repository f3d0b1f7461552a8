package dev.titan.inspector;

import dev.titan.model.SourceMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Breakpoints in every copy of a line. A function that may drift is in its bundle twice, as the author wrote it and as the generator that runs in its place; debuggers choose one of
 * the places that a line is mapped to, so the others are set here. The client knows of the one that it has set. Confined to the worker's thread.
 */
final class TwinBreakpoints {
    /** What a regular expression of JavaScript's does not take as it is. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.*+?()\\[\\]{}|/]");

    private final AppScripts scripts;

    /** Of requests that are under way: the client's id of the breakpoint's request, and for ours that as well. */
    private final Map<Object, Object> asked = new HashMap<>();

    private final Map<Object, String> names = new HashMap<>();
    private final Map<String, List<String>> copies = new HashMap<>();
    private final Map<String, String> clients = new HashMap<>();

    TwinBreakpoints(AppScripts scripts) {
        this.scripts = scripts;
    }

    /** What is to be sent beside a request that sets a breakpoint. */
    List<ProtocolMessage> set(ProtocolMessage request) {
        List<ProtocolMessage> others = new ArrayList<>();
        Map<String, @Nullable Object> params = request.params();
        if (params.get("location") instanceof Map<?, ?> location) {
            for (SourceMap.Place place : copies(scripts.url(location.get("scriptId")), location)) {
                Map<String, @Nullable Object> other = ProtocolMessage.copy(params);
                other.put("location", at(location, place));
                others.add(ProtocolMessage.of(request.method(), other));
            }
        } else {
            for (String url : scripts.named(params)) {
                for (SourceMap.Place place : copies(url, params)) {
                    Map<String, @Nullable Object> other = at(params, place);
                    other.remove("url");
                    // Never the same as one of the client's, which V8 would refuse.
                    other.put("urlRegex", "^(?:" + SPECIAL.matcher(url).replaceAll("\\\\$0") + ")$");
                    others.add(ProtocolMessage.of(request.method(), other));
                }
            }
        }
        return others;
    }

    private List<SourceMap.Place> copies(@Nullable String url, Map<?, ?> place) {
        return scripts.copies(
                url,
                ProtocolMessage.number(place.get("lineNumber")),
                ProtocolMessage.number(place.get("columnNumber")));
    }

    private static Map<String, @Nullable Object> at(Map<?, ?> location, SourceMap.Place place) {
        Map<String, @Nullable Object> other = ProtocolMessage.copy(location);
        other.put("lineNumber", place.line() - 1);
        other.put("columnNumber", place.column() - 1);
        return other;
    }

    /** Has a request for one place go to the copy that runs: the generator, which comes last. */
    void moveToLast(Map<String, @Nullable Object> params) {
        if (params.get("location") instanceof Map<?, ?> location) {
            List<SourceMap.Place> others = copies(scripts.url(location.get("scriptId")), location);
            SourceMap.Place last = others.isEmpty() ? null : others.get(others.size() - 1);
            if (last != null && last.line() - 1 >= ProtocolMessage.number(location.get("lineNumber"))) {
                params.put("location", at(location, last));
            }
        }
    }

    /**
     * A request has been sent whose answer names a breakpoint.
     *
     * @param client the id of the client's request that it belongs to
     */
    void sent(Object id, Object client) {
        asked.put(id, client);
    }

    /** Takes note of an answer. */
    void answered(Object id, @Nullable Object breakpoint) {
        Object client = asked.remove(id);
        if (client == null || !(breakpoint instanceof String name)) {
            return;
        }
        if (client.equals(id)) {
            names.put(client, name);
            return;
        }
        String own = names.get(client);
        if (own != null) {
            copies.computeIfAbsent(own, any -> new ArrayList<>()).add(name);
            clients.put(name, own);
        }
    }

    /** Those that go with one of the client's. */
    List<ProtocolMessage> remove(@Nullable Object breakpoint) {
        names.values().remove(breakpoint);
        List<String> others = breakpoint instanceof String name ? copies.remove(name) : null;
        if (others == null) {
            return List.of();
        }
        clients.keySet().removeAll(others);
        return others.stream()
                .map(other -> ProtocolMessage.of("Debugger.removeBreakpoint", Map.of("breakpointId", other)))
                .toList();
    }

    /** Names a breakpoint as the client knows it. */
    @Nullable
    Object client(@Nullable Object breakpoint) {
        return breakpoint instanceof String name ? clients.getOrDefault(name, name) : breakpoint;
    }
}
