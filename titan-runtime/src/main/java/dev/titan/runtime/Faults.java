package dev.titan.runtime;

import dev.titan.model.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an app that is served all the same, as it is in development. Immutable.
 *
 * @param app concerns no single action: a request that no route takes is answered with it
 * @param routes concerns app/routes: what it says is answered with it, and so is a request that no route takes
 * @param actions by the id of the action that is answered with it
 */
public record Faults(List<Diagnostic> app, List<Diagnostic> routes, Map<String, Fault> actions) {
    /** Nothing is wrong. */
    public static final Faults NONE = new Faults(List.of(), List.of(), Map.of());

    public Faults {
        app = List.copyOf(app);
        routes = List.copyOf(routes);
        actions = Map.copyOf(actions);
    }

    /** Nothing of the app can be served. */
    public static Faults ofApp(List<Diagnostic> diagnostics) {
        return new Faults(diagnostics, List.of(), Map.of());
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return app.isEmpty() && routes.isEmpty() && actions.isEmpty();
    }

    /** What answers a request that no route takes; null when nothing is known that could be the reason. */
    public @Nullable Fault unrouted() {
        List<Diagnostic> both = new ArrayList<>(app);
        both.addAll(routes);
        return both.isEmpty() ? null : new Fault(both);
    }

    /** The same, and these too, which concern no single action. */
    Faults andOfApp(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(app);
        all.addAll(more);
        return new Faults(all, routes, actions);
    }

    /** The same, and these actions too. */
    Faults and(Map<String, Fault> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Fault> all = new HashMap<>(actions);
        all.putAll(more);
        return new Faults(app, routes, all);
    }
}
