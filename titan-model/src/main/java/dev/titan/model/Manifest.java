package dev.titan.model;

import java.util.List;

/**
 * What a built app consists of. Immutable; written as {@code titan/manifest.json} into server.jar.
 *
 * @param titan the version of Titan that built it
 * @param app the name of the app's folder
 * @param actions in the order of their ids; an action's bundle is {@code titan/bundles/<index>.js}, its source map beside it with {@code .map} appended
 * @param routes in the order the author wrote them; the generated routing class answers with indexes into this list
 * @param env the names that the app's .env files declare, never their values
 */
public record Manifest(String titan, String app, List<ActionEntry> actions, List<RouteEntry> routes, List<String> env) {
    public Manifest {
        actions = List.copyOf(actions);
        routes = List.copyOf(routes);
        env = List.copyOf(env);
    }
}
