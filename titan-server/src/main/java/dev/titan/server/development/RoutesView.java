package dev.titan.server.development;

import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RoutePattern;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Generation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of a generation as JSON values. */
final class RoutesView {
    private RoutesView() {}

    /** {@code {routes: [{pattern, methods, parameters, kind, …, place, written, lane, broken}]}}, in the order of the author. */
    static Map<String, Object> of(Generation generation) {
        List<RouteEntry> entries = generation.app().manifest().routes();
        List<Map<String, Object>> routes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Map<String, Object> json = route(entries.get(i), generation.target(i));
            json.put("broken", generation.fault(i) != null);
            routes.add(json);
        }
        return Map.of("routes", routes);
    }

    private static Map<String, Object> route(RouteEntry route, @Nullable ActionTarget target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pattern", route.pattern());
        json.put("methods", route.methods());
        json.put("parameters", parameters(route.pattern()));
        if (route.target() instanceof RouteEntry.Action action) {
            json.put("kind", "action");
            json.put("action", action.action());
            json.put("export", action.export());
        } else if (route.target() instanceof RouteEntry.Redirect redirect) {
            json.put("kind", "redirect");
            json.put("status", redirect.status());
            json.put("to", redirect.location());
        } else if (route.target() instanceof RouteEntry.Reply reply) {
            json.put("kind", "reply");
            json.put("status", reply.status());
        }
        json.put("place", RequestView.place(target == null ? route.location() : answers(target)));
        json.put("written", RequestView.place(route.location()));
        if (target != null) {
            json.put("lane", RequestView.lane(target.runsIn()));
        }
        return json;
    }

    /** Where the author wrote what answers. */
    static SourceLocation answers(ActionTarget target) {
        String export = target.route().target() instanceof RouteEntry.Action action ? action.export() : "";
        return target.action().handlers().stream()
                .filter(handler -> handler.export().equals(export))
                .map(ActionEntry.Handler::location)
                .findFirst()
                .orElse(target.route().location());
    }

    /** {@code {name, type, rest}} for each, in the order of the pattern. */
    private static List<Map<String, Object>> parameters(String pattern) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (RoutePattern.Segment segment : RoutePattern.parse(pattern).segments()) {
            if (segment instanceof RoutePattern.Parameter parameter) {
                parameters.add(Map.of(
                        "name", parameter.name(), "type", parameter.type().word(), "rest", false));
            } else if (segment instanceof RoutePattern.Rest rest) {
                parameters.add(Map.of("name", rest.name(), "type", "string", "rest", true));
            }
        }
        return parameters;
    }
}
