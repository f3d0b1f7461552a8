package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.engine.JsException;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.host.extension.Extensions;
import dev.titan.model.ActionEntry;
import java.util.HashMap;
import java.util.Map;

/**
 * What an app's schemas say of themselves, as JSON Schema (draft 2020-12). A schema whose library has none is {@code true}, which anything
 * fits.
 *
 * @param actions by {@link #key}: an object with what the export declares of {@code params}, {@code query} and {@code body}
 * @param services an array of {@code {id, methods: {name: {inputs: {index: schema}, output}}}}
 */
public record AppSchemas(Map<String, String> actions, String services) {
    /**
     * Evaluates the bundles of an app, without serving anything.
     *
     * @param env what {@code t.env} shows to the bundles' top level
     * @param extensions what {@code t} has besides; none is called
     * @throws LoadException when a bundle does not load
     */
    public static AppSchemas read(App app, AppEnvironment env, Extensions extensions) throws LoadException {
        Map<String, String> actions = new HashMap<>();
        String[] services = {"[]"};
        Trial.run(app, env, extensions, new Trial.Visitor() {
            @Override
            public void services(Kernel kernel, byte[] codeCache) throws JsException {
                services[0] = kernel.services().schemas().ofServices();
            }

            @Override
            public void action(Kernel kernel, int index, JsModule module) throws JsException {
                ActionEntry action = app.manifest().actions().get(index);
                try (JsObject namespace = module.namespace()) {
                    for (ActionEntry.Handler handler : action.handlers()) {
                        actions.put(
                                key(action.id(), handler.export()),
                                kernel.services().schemas().ofAction(namespace, handler.export()));
                    }
                }
            }
        });
        return new AppSchemas(actions, services[0]);
    }

    /** What an export of an action has its schemas under. */
    public static String key(String action, String export) {
        return action + "#" + export;
    }
}
