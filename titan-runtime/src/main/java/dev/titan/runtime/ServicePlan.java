package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.engine.JsException;
import dev.titan.engine.JsModule;
import dev.titan.host.extension.Extensions;
import dev.titan.model.PlainJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the container of an app's services is made of. Immutable.
 *
 * @param order the singletons in the order in which they begin
 * @param providers each after those that it needs
 */
public record ServicePlan(List<String> order, List<Provider> providers) {
    public ServicePlan {
        order = List.copyOf(order);
        providers = List.copyOf(providers);
    }

    /**
     * A provider.
     *
     * @param kind class, value, factory or existing
     * @param scope singleton, transient or request
     * @param needs the names of what it needs
     */
    public record Provider(String name, String module, String kind, String scope, List<String> needs) {
        public Provider {
            needs = List.copyOf(needs);
        }
    }

    /**
     * Reads the services' modules. Their code is evaluated, but nothing is made and no hook is called.
     *
     * @param env what {@code t.env} shows to the top level of their files
     * @param extensions what {@code t} has of the class path
     * @throws LoadException when the services cannot be loaded, or do not fit together
     */
    public static ServicePlan of(App app, AppEnvironment env, Extensions extensions) throws LoadException {
        if (!app.manifest().services().any()) {
            return new ServicePlan(List.of(), List.of());
        }
        Told told = new Told();
        Trial.run(app, env, extensions, told);
        return read(told.plan, new StackMap(app));
    }

    /**
     * Loads an app as a build does, and looks whether its services fit together. What is known only to a server that runs, such as a module that is configured asynchronously, is taken to fit.
     *
     * @throws LoadException when a bundle does not load, or the services do not fit together
     */
    public static void check(App app, AppEnvironment env, Extensions extensions) throws LoadException {
        Told told = new Told();
        Trial.run(app, env, extensions, told);
        if (told.plan != null) {
            read(told.plan, new StackMap(app));
        }
    }

    /** What the kernel tells of the container. */
    private static final class Told implements Trial.Visitor {
        private @Nullable String plan;

        @Override
        public void services(Kernel kernel, byte[] codeCache) throws JsException {
            kernel.services().plan();
        }

        @Override
        public void action(Kernel kernel, int index, JsModule module) {
            // Actions are none of its providers.
        }

        @Override
        public void planned(String json) {
            plan = json;
        }
    }

    private static ServicePlan read(@Nullable String json, StackMap stacks) throws LoadException {
        if (json == null) {
            throw LoadException.ofServices(
                    "the services' modules wait for something: a module that is configured asynchronously is known only to a server that runs",
                    null);
        }
        Map<?, ?> told = map(PlainJson.parse(json));
        if (told.get("failure") instanceof Map<?, ?> failure) {
            throw Containers.failure(failure, stacks);
        }
        Map<?, ?> plan = map(told.get("plan"));
        List<Provider> providers = list(plan, "providers").stream()
                .map(ServicePlan::map)
                .map(each -> new Provider(
                        text(each, "name"),
                        text(each, "module"),
                        text(each, "kind"),
                        text(each, "scope"),
                        texts(each, "needs")))
                .toList();
        return new ServicePlan(texts(plan, "order"), providers);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Map<?, ?> map, String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(Map<?, ?> map, String name) {
        return list(map, name).stream().map(String::valueOf).toList();
    }

    private static String text(Map<?, ?> map, String name) {
        return String.valueOf(map.get(name));
    }
}
