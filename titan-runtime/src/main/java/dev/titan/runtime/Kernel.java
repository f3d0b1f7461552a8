package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.RouteEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An isolate with the runtime's JavaScript in it, and that JavaScript's functions. Confined to the worker's thread. The TypeScript lies in {@code src/main/ts/kernel}.
 */
final class Kernel implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Kernel.class);
    private static final String RESOURCE = "kernel.js";
    private static final Source SOURCE = read();

    /** No API of V8's that Javet has drains the microtasks within a call, but the engine's own syntax does. */
    private static final Source DRAIN = Source.of("titan:drain", "() => %PerformMicrotaskCheckpoint()");

    /** What bundles may import: the author's module, and what the build makes them import. */
    private static final List<String> MODULES = List.of("titan", "titan:services", "titan:drift", "titan:node");

    private final Isolate isolate;
    private final JsFunction register;
    private final JsFunction unregister;
    private final JsFunction fire;
    private final JsFunction settle;
    private final JsFunction turn;
    private final JsFunction credit;
    private final JsFunction cancel;
    private final JsFunction recover;
    private final JsFunction enter;
    private final JsFunction leave;
    private final InvocationEntry invocations;
    private final CallEntry calls;
    private final JsFunction heldOutside;
    private final ServiceCode services;

    private final @Nullable InspectorTargets inspector;
    private final @Nullable InspectorTarget inspected;

    /** Of the generations that JavaScript knows, by their numbers. */
    private final Map<Integer, StackMap> known = new HashMap<>();

    private final RejectionCode rejections;

    private @Nullable Generation entered;

    /**
     * Makes an isolate on this thread and boots it, for trying bundles: it serves no requests.
     *
     * @param host the functions of the host by name, as {@code src/main/ts/kernel/host.ts} lists them
     */
    Kernel(RuntimeConfig config, Map<String, HostFunction> host) throws JsException {
        this(config, host, "", Runnable::run);
    }

    /**
     * The same for an isolate that debuggers may attach to, if the configuration has any.
     *
     * @param name what they show for it
     * @param thread runs a task on the isolate's thread, as code of the isolate
     */
    Kernel(RuntimeConfig config, Map<String, HostFunction> host, String name, Consumer<Runnable> thread)
            throws JsException {
        inspector = config.inspector();
        isolate = Isolate.create();
        // Before anything is compiled: what debuggers do not know they cannot be told to step over.
        inspected = inspector == null ? null : inspector.add(name, isolate, thread);
        JsObject functions = isolate.run(Source.of("titan:host", "({})"));
        for (Map.Entry<String, HostFunction> entry : host.entrySet()) {
            functions.set(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, HostFunction> entry : HostSystem.FUNCTIONS.entrySet()) {
            functions.set(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, HostFunction> entry : HostJwt.FUNCTIONS.entrySet()) {
            functions.set(entry.getKey(), entry.getValue());
        }
        functions.set("loadPart", Parts.SHARED);
        JsObject kernel = isolate.module(SOURCE)
                .namespace()
                .function("boot")
                .callObject(functions, config.forIsolates(!name.isEmpty()), isolate.run(DRAIN));
        for (String module : MODULES) {
            isolate.provide(module, kernel.object(module));
        }
        register = kernel.function("register");
        unregister = kernel.function("unregister");
        fire = kernel.function("fire");
        settle = kernel.function("settle");
        turn = kernel.function("turn");
        credit = kernel.function("credit");
        cancel = kernel.function("cancel");
        recover = kernel.function("recover");
        enter = kernel.function("enter");
        leave = kernel.function("leave");
        invocations = new InvocationEntry(isolate, kernel);
        calls = new CallEntry(isolate, kernel);
        heldOutside = kernel.function("heldOutside");
        services = new ServiceCode(this, isolate, kernel);
        rejections = new RejectionCode(kernel);
    }

    Isolate isolate() {
        return isolate;
    }

    /** Tells what {@code outside.ts} counts: bytes, in digits; null for none. */
    JsFunction heldOutside() {
        return heldOutside;
    }

    /** Runs what a debugger asks for. @return null: it continues no invocation */
    @Nullable
    String run(Runnable task) {
        task.run();
        return null;
    }

    /** To be called when JavaScript has returned. */
    void afterSlice() {
        if (inspected != null) {
            inspected.afterSlice();
        }
    }

    /** What reads the stacks of code that belongs to no invocation: that of the generation that was loaded last, or is being loaded. */
    StackMap stacks() {
        return entered == null ? StackMap.NONE : entered.stacks();
    }

    /** What reads the stacks of a generation's code, null when it is gone. */
    @Nullable
    StackMap stacks(int generation) {
        return known.get(generation);
    }

    /**
     * Evaluates the bundle of an action of a generation and registers its targets.
     *
     * @param action index into the manifest's actions
     * @throws LoadException when it cannot be loaded; nothing of it is registered then
     */
    void load(Generation generation, int action) throws LoadException {
        String id = generation.app().manifest().actions().get(action).id();
        boolean loaded = false;
        awaitDebugger();
        try {
            in(generation, () -> {
                services.provide(generation.services());
                try (JsModule module = isolate.module(loadable(generation.app(), action))) {
                    for (ActionTarget target : generation.targets(id)) {
                        register(target, module);
                    }
                }
                return true;
            });
            loaded = true;
        } catch (JsException e) {
            throw new LoadException(id, e, generation.stacks());
        } finally {
            if (!loaded) {
                generation.targets(id).forEach(this::unregister);
            }
            afterSlice();
        }
    }

    /** What a generation's code is entered with: code that belongs to no invocation counts as the generation's meanwhile. */
    interface Work<T extends @Nullable Object> {
        T run() throws JsException;
    }

    /** Runs code of a generation. */
    <T extends @Nullable Object> T in(Generation generation, Work<T> work) throws JsException {
        Generation before = entered;
        try {
            enter(generation);
            return work.run();
        } finally {
            if (before != null) {
                enter(before);
            }
        }
    }

    /** To be called before code of a bundle is first evaluated. */
    void awaitDebugger() {
        if (inspected != null) {
            inspected.awaitDebugger();
        }
    }

    /** What tells of promises that are rejected without handler. */
    RejectionCode rejections() {
        return rejections;
    }

    /** The code of services in the isolate. */
    ServiceCode services() {
        return services;
    }

    /** A bundle as V8 takes it, with its source map in it if there may be a debugger. */
    Source loadable(App app, int bundle) {
        Source source = app.source(bundle);
        if (inspector == null) {
            return source;
        }
        try {
            String map = app.sourceMaps().sourceMap(bundle);
            return Source.of(source.name(), inspector.withSourceMap(source.name(), source.code(), map));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.warn("debuggers cannot show {}: its source map cannot be read: {}", source.name(), e.getMessage());
            return source;
        }
    }

    /** Code that belongs to no invocation counts as this generation's from now on. */
    void adopt(Generation generation) {
        enter(generation);
    }

    private void enter(Generation generation) {
        entered = generation;
        try {
            if (known.put(generation.number(), generation.stacks()) == null) {
                enter.call(generation.number(), generation.described());
            } else {
                enter.call(generation.number());
            }
        } catch (JsException e) {
            throw new IllegalStateException(e);
        }
    }

    private void register(ActionTarget target, JsModule module) throws JsException {
        String export = ((RouteEntry.Action) target.route().target()).export();
        try (JsObject namespace = module.namespace()) {
            register.call(target.number(), namespace, export, target.parameters());
        }
    }

    /** Forgets a generation's targets. Its code goes when its last invocation has ended. */
    void unload(Generation generation) {
        for (ActionTarget target : generation.targets()) {
            if (target != null) {
                unregister(target);
            }
        }
        known.remove(generation.number());
        try {
            leave.call(generation.number());
        } catch (JsException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unregister(ActionTarget target) {
        try {
            unregister.call(target.number());
        } catch (JsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The way in for invocations. */
    InvocationEntry invocations() {
        return invocations;
    }

    /**
     * Runs a timer's callback.
     *
     * @return how many drifts have had to wait since the host last heard, a line, and what the outbox holds; null where there is neither
     */
    @Nullable
    String fire(int timer) throws JsException {
        return fire.call(timer);
    }

    /** Settles operations. @return as {@link #fire} */
    @Nullable
    String settle(Operations.Delivery outcomes) throws JsException {
        List<byte[]> bytes = outcomes.bytes();
        if (bytes.isEmpty()) {
            return settle.call(outcomes.outcomes());
        }
        List<Object> arguments = new ArrayList<>(bytes);
        arguments.add(0, outcomes.outcomes());
        return settle.call(arguments.toArray());
    }

    /** Lets an invocation go on with what promises have brought it. @return as {@link #fire} */
    @Nullable
    String turn(int invocation) throws JsException {
        return turn.call(invocation);
    }

    /** The way in for calls of services. */
    CallEntry calls() {
        return calls;
    }

    /** Lets a stream go on. @return as {@link #fire} */
    @Nullable
    String credit(int invocation, int chunks) throws JsException {
        return credit.call(invocation, chunks);
    }

    /**
     * Puts the runtime's JavaScript right after a termination.
     *
     * @param heard whether the call that was ended has given its result all the same
     * @param otherwise the number of the invocation that ends if no code of one ran, 0 for none
     * @param calls numbers of others that end, a blank between
     * @return lines: what a client of services has called by the code that ran, empty where that is not known; the number of the invocation that ends, 0 if none does; what the host has not heard
     */
    String recover(boolean heard, int otherwise, String calls) {
        try {
            return Objects.requireNonNull(recover.call(heard, otherwise, calls));
        } catch (JsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells an invocation that nobody waits for its answer any more. @return as {@link #fire} */
    @Nullable
    String cancel(int invocation, boolean timedOut) throws JsException {
        return cancel.call(invocation, timedOut);
    }

    @Override
    public void close() {
        if (inspected != null) {
            inspected.close();
        }
        isolate.close();
    }

    private static Source read() {
        try (InputStream in = Objects.requireNonNull(Kernel.class.getResourceAsStream(RESOURCE))) {
            return Source.of("titan:kernel", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
