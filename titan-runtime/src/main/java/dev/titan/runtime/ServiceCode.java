package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bundles of services in an isolate, and the functions that start and end their containers. Confined to the worker's thread. The TypeScript is {@code src/main/ts/services/app.ts}. */
final class ServiceCode {
    /** The number of services that are tried. */
    static final int TRIED = 1;

    /** How a file of the app's services is imported. */
    private static final String FILE = "titan:services/";

    private final Kernel kernel;
    private final Isolate isolate;
    private final JsFunction begin;
    private final JsFunction loaded;
    private final JsFunction moduleOf;
    private final JsFunction start;
    private final JsFunction retire;
    private final JsFunction stop;
    private final SchemaReader schemas;
    private final JsFunction plan;

    /** The services whose files bundles can import now. */
    private @Nullable ServiceSet provided;

    /** @param functions what the kernel's boot has returned */
    ServiceCode(Kernel kernel, Isolate isolate, JsObject functions) throws JsException {
        this.kernel = kernel;
        this.isolate = isolate;
        begin = functions.function("beginServices");
        loaded = functions.function("servicesLoaded");
        moduleOf = functions.function("moduleOf");
        start = functions.function("startServices");
        retire = functions.function("retireServices");
        stop = functions.function("stopServices");
        plan = functions.function("planServices");
        schemas = new SchemaReader(functions);
    }

    SchemaReader schemas() {
        return schemas;
    }

    /**
     * Evaluates the bundle of a generation's services.
     *
     * @throws LoadException when it cannot be loaded
     */
    void load(Generation generation) throws LoadException {
        ServiceSet services = Objects.requireNonNull(generation.services());
        App app = generation.app();
        kernel.awaitDebugger();
        try {
            kernel.in(generation, () -> load(services.number(), kernel.loadable(app, app.servicesBundle())))
                    .close();
        } catch (JsException e) {
            throw LoadException.ofServices(e, generation.stacks());
        } finally {
            kernel.afterSlice();
        }
    }

    private JsModule load(int number, Source source) throws JsException {
        begin.call(number);
        JsModule module = isolate.module(source);
        try (JsObject namespace = module.namespace()) {
            loaded.call(number, namespace);
        }
        return module;
    }

    /** Evaluates the bundle of an app's services for others to import from. @return its code cache */
    byte[] tryOut(App app) throws JsException {
        ServiceSet services = new ServiceSet(TRIED, app.manifest().services().files());
        try (JsModule module = load(services.number(), app.source(app.servicesBundle()))) {
            provide(services);
            return module.codeCache();
        }
    }

    /** Has what the container of an app's services would be made of told by {@code containerStarted}, once they were {@link #tryOut tried}. */
    void plan() throws JsException {
        plan.call(TRIED);
    }

    /** Lets bundles that are evaluated from now on import the files of services. */
    void provide(@Nullable ServiceSet services) throws JsException {
        ServiceSet before = provided;
        if (before == services) {
            return;
        }
        if (before != null) {
            for (String file : before.files()) {
                isolate.withdraw(FILE + file);
            }
        }
        provided = services;
        if (services != null) {
            for (int i = 0; i < services.files().size(); i++) {
                try (JsObject exports = moduleOf.callObject(services.number(), i)) {
                    isolate.provide(FILE + services.files().get(i), exports);
                }
            }
        }
    }

    /**
     * Starts the container of a generation's services, which tells of itself by {@code containerStarted}.
     *
     * @param hookMs how long a constructor, factory or hook may take
     * @return as {@link Kernel#fire}
     */
    @Nullable
    String start(Generation generation, int hookMs) throws JsException {
        int number = Objects.requireNonNull(generation.services()).number();
        return kernel.in(generation, () -> start.call(number, hookMs));
    }

    /** Has the host call no handler of services any more. @return as {@link Kernel#fire} */
    @Nullable
    String retire(ServiceSet services) throws JsException {
        return retire.call(services.number());
    }

    /** Ends the container of services, which tells of it by {@code containerStopped}. @return as {@link Kernel#fire} */
    @Nullable
    String stop(ServiceSet services) throws JsException {
        return stop.call(services.number());
    }
}
