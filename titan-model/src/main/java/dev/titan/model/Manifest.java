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
 * @param services their bundle, if there are any, comes after those of the actions
 */
public record Manifest(
        String titan,
        String app,
        List<ActionEntry> actions,
        List<RouteEntry> routes,
        List<String> env,
        Services services) {
    /** An app without services. */
    public Manifest(String titan, String app, List<ActionEntry> actions, List<RouteEntry> routes, List<String> env) {
        this(titan, app, actions, routes, env, Services.NONE);
    }

    public Manifest {
        actions = List.copyOf(actions);
        routes = List.copyOf(routes);
        env = List.copyOf(env);
    }

    /** How many bundles the app has: one for each action, and one of all services if there are any. */
    public int bundles() {
        return actions.size() + (services.any() ? 1 : 0);
    }

    /** The name of a bundle, as stacks have it. */
    public String bundleName(int bundle) {
        return bundle == actions.size()
                ? Services.BUNDLE
                : "titan:///actions/" + actions.get(bundle).id() + ".js";
    }
}
