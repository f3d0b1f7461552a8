package dev.titan.bundler;

import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bundled app. Immutable.
 *
 * @param actions in the order of their ids; empty when the app has only services
 * @param bundles one for each action, in the same order
 * @param reports what the drift pass found in each bundle, in the same order
 * @param routes the bundle of app/routes.ts, named {@code titan:///routes.js}; null when there is none
 * @param services null when there are none
 * @param warnings what did not stop the build
 * @param inputs all files that were read, absolute: the result changes only if one of them does, or files come and go
 */
public record BundleResult(
        List<ActionEntry> actions,
        List<Bundle> bundles,
        List<DriftReport> reports,
        @Nullable Bundle routes,
        @Nullable ServiceBundle services,
        List<Diagnostic> warnings,
        Set<Path> inputs) {
    public BundleResult {
        actions = List.copyOf(actions);
        bundles = List.copyOf(bundles);
        reports = List.copyOf(reports);
        warnings = List.copyOf(warnings);
        inputs = Set.copyOf(inputs);
    }
}
