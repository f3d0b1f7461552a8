package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.engine.JsException;
import dev.titan.engine.JsModule;
import dev.titan.host.extension.Extensions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes V8's code caches of an app's bundles when it is built, so that the server need not compile them when it starts. */
public final class CodeCaches {
    private CodeCaches() {}

    /**
     * Evaluates every bundle in an isolate of its own making and takes its code cache. The caches are good for {@link dev.titan.engine.Engine#cacheKey this version and
     * platform} only; V8 ignores others.
     *
     * @param env what {@code t.env} shows to the bundles' top level
     * @param extensions what {@code t} has besides; none is called
     * @return one for each bundle, in their order
     * @throws LoadException when a bundle does not load
     */
    public static List<byte[]> make(App app, AppEnvironment env, Extensions extensions) throws LoadException {
        Collected caches = new Collected();
        Trial.run(app, env, extensions, caches);
        if (caches.services != null) {
            caches.all.add(caches.services);
        }
        return caches.all;
    }

    /** The bundle of services comes behind those of actions, and is evaluated first. */
    private static final class Collected implements Trial.Visitor {
        private final List<byte[]> all = new ArrayList<>();
        private byte @Nullable [] services;

        @Override
        public void services(Kernel kernel, byte[] codeCache) {
            services = codeCache;
        }

        @Override
        public void action(Kernel kernel, int index, JsModule module) throws JsException {
            all.add(module.codeCache());
        }
    }
}
