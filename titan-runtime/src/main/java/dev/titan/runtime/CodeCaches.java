package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.engine.HostFunction;
import dev.titan.engine.JsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes V8's code caches of an app's bundles when it is built, so that the server need not compile them when it starts. */
public final class CodeCaches {
    private CodeCaches() {}

    /**
     * Evaluates every bundle in an isolate of its own making and takes its code cache. The caches are good for {@link dev.titan.engine.Engine#cacheKey this version and
     * platform} only; V8 ignores others.
     *
     * @param env what {@code t.env} shows to the bundles' top level
     * @return one for each bundle, in their order
     * @throws LoadException when a bundle does not load
     */
    public static List<byte[]> make(App app, Map<String, String> env) throws LoadException {
        RuntimeConfig config = new RuntimeConfig(1, Limits.DEFAULTS, env, Map.of(), false);
        List<byte[]> caches = new ArrayList<>();
        String action = "";
        try (Kernel kernel = new Kernel(config, noHost())) {
            for (int i = 0; i < app.bundles().size(); i++) {
                action = app.manifest().actions().get(i).id();
                try (var module = kernel.isolate().module(Kernel.source(app, i))) {
                    caches.add(module.codeCache());
                }
            }
        } catch (JsException e) {
            throw new LoadException(action, e);
        }
        return caches;
    }

    /** What a bundle's top level may call without effect: there is no request, and no timer comes due. */
    private static Map<String, HostFunction> noHost() {
        Map<String, HostFunction> host = new HashMap<>(HostText.FUNCTIONS);
        for (String name : List.of(
                "details",
                "rawBody",
                "complete",
                "startOperation",
                "cancelOperation",
                "startTimer",
                "stopTimer",
                "log")) {
            host.put(name, arguments -> null);
        }
        return host;
    }
}
