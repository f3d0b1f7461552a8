package dev.titan.runtime;

import java.io.IOException;

/** Where the source maps of an app's bundles come from: they are needed seldom, and then late. Safe for use by many threads. */
@FunctionalInterface
public interface SourceMaps {
    /**
     * The source map of an action's bundle (version 3, JSON), sources relative to the app folder.
     *
     * @param action index into the manifest's actions
     * @throws IOException if it cannot be read
     */
    String sourceMap(int action) throws IOException;
}
