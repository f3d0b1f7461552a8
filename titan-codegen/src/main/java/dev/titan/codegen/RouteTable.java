package dev.titan.codegen;

import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.RouteEntry;
import dev.titan.routing.RoutePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All routes of an app: those that its files give, then those of app/routes, in the order their authors wrote them. */
public final class RouteTable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private RouteTable() {}

    /**
     * Makes the table.
     *
     * @param actions as the bundler found them
     * @param routes the bundle of app/routes, which is run here; null when there is none
     * @throws DiagnosticException with everything that is wrong: app/routes throws or takes more than 10 s, a call in it makes no sense, names no action or a
     *     method that its action does not answer, or two routes answer the same method of the same paths
     */
    public static List<RouteEntry> of(List<ActionEntry> actions, @Nullable Bundle routes) throws DiagnosticException {
        return of(actions, routes, LIMIT);
    }

    static List<RouteEntry> of(List<ActionEntry> actions, @Nullable Bundle routes, Duration limit)
            throws DiagnosticException {
        return table(actions, routes == null ? List.of() : RouteScript.calls(routes, limit));
    }

    /** The table of an app whose app/routes has made these calls. */
    static List<RouteEntry> table(List<ActionEntry> actions, List<RouteCall> calls) throws DiagnosticException {
        List<RouteEntry> table = new ArrayList<>();
        for (ActionEntry action : actions) {
            for (Handler handler : action.handlers()) {
                table.add(new RouteEntry(
                        action.pattern(),
                        handler.methods(),
                        new RouteEntry.Action(action.id(), handler.export()),
                        handler.location()));
            }
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        WrittenRoutes written = new WrittenRoutes(actions, diagnostics);
        for (RouteCall call : calls) {
            table.addAll(written.routes(call));
        }
        findConflicts(table, diagnostics);
        if (!diagnostics.isEmpty()) {
            throw new DiagnosticException(diagnostics);
        }
        return List.copyOf(table);
    }

    /** Nothing would tell two routes apart that match the same paths and name the same method; one for all methods gives way to one that names it. */
    private static void findConflicts(List<RouteEntry> table, List<Diagnostic> diagnostics) {
        Map<String, RouteEntry> taken = new HashMap<>();
        for (RouteEntry route : table) {
            String shape = RoutePattern.parse(route.pattern()).shape();
            List<String> methods = route.methods().isEmpty() ? List.of("*") : route.methods();
            for (String method : methods) {
                RouteEntry first = taken.putIfAbsent(method + " " + shape, route);
                if (first == null) {
                    continue;
                }
                String what = (method.equals("*") ? "" : method + " ") + route.pattern();
                String same = first.pattern().equals(route.pattern()) ? "" : ", as " + first.pattern();
                diagnostics.add(Diagnostic.error(RouteCode.CONFLICT, "two routes answer " + what, route.location())
                        .note("the other is here" + same, first.location()));
                break;
            }
        }
    }
}
