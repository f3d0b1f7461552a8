package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsObject;
import java.util.Objects;

/** Asks an isolate for the schemas of what is loaded into it, as JSON. Confined to the isolate's thread. */
final class SchemaReader {
    private final JsFunction actions;
    private final JsFunction services;

    SchemaReader(JsObject kernel) throws JsException {
        actions = kernel.function("actionSchemas");
        services = kernel.function("serviceSchemas");
    }

    /** What an export of an action declares. */
    String ofAction(JsObject namespace, String export) throws JsException {
        return Objects.requireNonNull(actions.call(namespace, export));
    }

    /** The public methods of the services that were tried. */
    String ofServices() throws JsException {
        return Objects.requireNonNull(services.call(ServiceCode.TRIED));
    }
}
