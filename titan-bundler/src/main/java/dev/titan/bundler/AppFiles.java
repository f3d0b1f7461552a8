package dev.titan.bundler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of an app that are entries of its bundles. Immutable.
 *
 * @param actions in the order of their ids
 * @param routes the routes file, relative to the app folder, or null
 */
record AppFiles(List<ActionFile> actions, @Nullable String routes) {
    AppFiles {
        actions = List.copyOf(actions);
    }
}
