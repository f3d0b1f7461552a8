package dev.titan.bundler;

import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bundled app of which parts may be broken. Immutable. What is the same as in the result before is the same object.
 *
 * @param actions in the order of their ids
 * @param routes the bundle of app/routes.ts, named {@code titan:///routes.js}; null when there is none, or none that is sound
 * @param routesFaults why app/routes.ts cannot be bundled; empty when it can
 * @param services those that were sound last; null when there are none, or none that ever were
 * @param servicesFaults why the services cannot be bundled; empty when they can
 * @param faults errors that concern no single action
 * @param warnings of the whole app
 * @param inputs all files on which the result depends, absolute; files that are yet to come are not among them
 */
public record IncrementalResult(
        List<Action> actions,
        @Nullable Bundle routes,
        List<Diagnostic> routesFaults,
        @Nullable ServiceBundle services,
        List<Diagnostic> servicesFaults,
        List<Diagnostic> faults,
        List<Diagnostic> warnings,
        Set<Path> inputs) {
    public IncrementalResult {
        actions = List.copyOf(actions);
        routesFaults = List.copyOf(routesFaults);
        servicesFaults = List.copyOf(servicesFaults);
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
        inputs = Set.copyOf(inputs);
    }

    /**
     * An action. One that is broken is what it was when it was sound last; one that never was answers all methods and has an empty bundle.
     *
     * @param faults why it is broken; empty when it is sound
     */
    public record Action(ActionEntry entry, Bundle bundle, DriftReport report, List<Diagnostic> faults) {
        public Action {
            faults = List.copyOf(faults);
        }
    }
}
