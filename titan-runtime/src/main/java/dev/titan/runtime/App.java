package dev.titan.runtime;

import dev.titan.model.Bundle;
import dev.titan.model.Manifest;
import dev.titan.routing.Router;
import java.util.List;

/**
 * A built app, ready to load. Immutable.
 *
 * @param manifest what it consists of
 * @param router answers with indexes into the manifest's routes
 * @param bundles one for each action of the manifest, in its order
 * @param codeCaches V8 code caches of the bundles, in their order; empty when there are none. A cache that V8 rejects is ignored.
 * @param sourceMaps asked when something is thrown, for as long as the app is loaded
 */
public record App(
        Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches, SourceMaps sourceMaps) {
    public App {
        bundles = List.copyOf(bundles);
        codeCaches = List.copyOf(codeCaches);
    }

    /** An app whose bundles carry their source maps. */
    public App(Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches) {
        this(
                manifest,
                router,
                bundles,
                codeCaches,
                action -> bundles.get(action).sourceMap());
    }
}
