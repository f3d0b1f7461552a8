package dev.titan.bundler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of an app that are entries of its bundles. Immutable.
 *
 * @param actions in the order of their ids
 * @param routes the routes file, relative to the app folder, or null
 * @param services those that may hold services, by their paths below app/services, sorted
 */
record AppFiles(List<ActionFile> actions, @Nullable String routes, List<String> services) {
    AppFiles {
        actions = List.copyOf(actions);
        services = List.copyOf(services);
    }
}
