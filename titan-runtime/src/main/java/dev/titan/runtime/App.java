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
 */
public record App(Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches) {
    public App {
        bundles = List.copyOf(bundles);
        codeCaches = List.copyOf(codeCaches);
    }
}
