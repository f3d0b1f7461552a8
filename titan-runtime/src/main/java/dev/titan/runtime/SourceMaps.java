package dev.titan.runtime;

import java.io.IOException;

/** Where the source maps of an app's bundles come from: they are needed seldom, and then late. Safe for use by many threads. */
@FunctionalInterface
public interface SourceMaps {
    /**
     * The source map of a bundle (version 3, JSON), sources relative to the app folder.
     *
     * @param bundle index into the app's bundles
     * @throws IOException if it cannot be read
     */
    String sourceMap(int bundle) throws IOException;
}
