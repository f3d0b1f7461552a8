package dev.titan.runtime;

import dev.titan.engine.Source;
import dev.titan.model.Bundle;
import dev.titan.model.Manifest;
import dev.titan.model.Version;
import dev.titan.routing.Router;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A built app, ready to load. Immutable.
 *
 * @param manifest what it consists of
 * @param router answers with indexes into the manifest's routes
 * @param bundles one for each action of the manifest, in its order, that of an action at fault is not loaded; then that of the services if there are any
 * @param codeCaches V8 code caches of the bundles, in their order; empty when there are none. A cache that V8 rejects is ignored.
 * @param sourceMaps asked when something is thrown, for as long as the app is loaded
 * @param faults what of it cannot be served
 */
public record App(
        Manifest manifest,
        Router router,
        List<Bundle> bundles,
        List<byte[]> codeCaches,
        SourceMaps sourceMaps,
        Faults faults) {
    public App {
        bundles = List.copyOf(bundles);
        codeCaches = List.copyOf(codeCaches);
        if (bundles.size() != manifest.bundles()) {
            throw new IllegalArgumentException(
                    "the manifest has " + manifest.bundles() + " bundles, not " + bundles.size());
        }
    }

    /**
     * An app of which nothing can be served.
     *
     * @param name of the app's folder
     */
    public static App broken(String name, Faults faults) {
        Manifest nothing = new Manifest(Version.TITAN, name, List.of(), List.of(), List.of());
        return new App(nothing, (method, path, match) -> Router.NOT_FOUND, List.of(), List.of(), faults);
    }

    /**
     * Something that code of the app has thrown, and told of as text.
     *
     * @param stack as V8 has it, places in bundles, or as code has read it; empty when it has none
     */
    public ThrownError thrown(String name, String message, String stack, @Nullable ThrownError cause) {
        return new ThrownError(name, message, stack, cause, new StackMap(this));
    }

    /** The index of the services' bundle, which is there if the manifest has services. */
    int servicesBundle() {
        return manifest.actions().size();
    }

    /** An app without faults. */
    public App(Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches, SourceMaps sourceMaps) {
        this(manifest, router, bundles, codeCaches, sourceMaps, Faults.NONE);
    }

    /** An app without faults whose bundles carry their source maps. */
    public App(Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches) {
        this(manifest, router, bundles, codeCaches, Faults.NONE);
    }

    /** An app whose bundles carry their source maps. */
    public App(Manifest manifest, Router router, List<Bundle> bundles, List<byte[]> codeCaches, Faults faults) {
        this(
                manifest,
                router,
                bundles,
                codeCaches,
                action -> bundles.get(action).sourceMap(),
                faults);
    }

    /** A bundle as V8 takes it. */
    Source source(int index) {
        Bundle bundle = bundles.get(index);
        return new Source(bundle.name(), bundle.code(), codeCaches.isEmpty() ? null : codeCaches.get(index));
    }
}
