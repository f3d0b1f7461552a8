package dev.titan.codegen;

import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.DiagnosticException;
import dev.titan.model.RouteEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The route tables of one app, one after the other: app/routes is run again only when its bundle is another. Used by one thread at a time. */
public final class RouteTables {
    private @Nullable Bundle ran;
    private List<RouteCall> calls = List.of();

    /**
     * Makes a table.
     *
     * @throws DiagnosticException as {@link RouteTable#of}
     */
    public List<RouteEntry> of(List<ActionEntry> actions, @Nullable Bundle routes) throws DiagnosticException {
        if (routes == null) {
            ran = null;
            calls = List.of();
        } else if (!routes.equals(ran)) {
            ran = null;
            calls = RouteScript.calls(routes, RouteTable.LIMIT);
            ran = routes;
        }
        return RouteTable.table(actions, calls);
    }
}
