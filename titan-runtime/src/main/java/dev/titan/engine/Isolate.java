package dev.titan.engine;

import com.caoccao.javet.enums.JavetPromiseRejectEvent;
import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.exceptions.JavetTerminatedException;
import com.caoccao.javet.interop.V8Locker;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.executors.IV8Executor;
import com.caoccao.javet.interop.executors.V8StringExecutor;
import com.caoccao.javet.interop.monitoring.V8HeapStatistics;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8Script;
import com.caoccao.javet.values.reference.V8ValueObject;
import com.caoccao.javet.values.reference.V8ValuePromise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A V8 heap with one global object. Confined to the thread that created it, which holds its lock until {@link #close}: touching it from another thread would
 * crash the process. Only {@link #terminate} may be called from anywhere.
 */
public final class Isolate implements AutoCloseable {
    /** Beyond its limit a heap may grow by this much until the termination takes effect; V8 ends the process if that is not enough. */
    private static final long HEADROOM = 1L << 30;

    /** What an isolate for Titan's own code may take beyond the limit. */
    private static final long TOOL_ROOM = 3L << 30;

    private static final byte[] INTERRUPTED = {1};
    private static final byte[] NOT_INTERRUPTED = {0};

    private static final long UNLOCKED_LOOK_NANOS = 100_000;

    private final V8Runtime runtime;
    private V8Locker locker;
    private final V8Value undefined;
    private final JsBuffer interruptions;
    private volatile boolean exhausted;

    private Isolate(V8Runtime runtime, V8Locker locker) throws JavetException {
        this.runtime = runtime;
        this.locker = locker;
        this.undefined = runtime.createV8ValueUndefined();
        this.interruptions = new JsBuffer(this, 1);
    }

    /** Makes an isolate on this thread. Starts V8 with default options if it has not been started. */
    public static Isolate create() {
        return create(0);
    }

    /**
     * Makes an isolate on this thread for code of Titan's own that runs while an app is built. How large an app's heap may become says nothing about what its
     * build needs (a parsed bundle takes forty times its text), so 3 GiB more than the limit are left to it.
     */
    public static Isolate createForTools() {
        return create(TOOL_ROOM);
    }

    private static Isolate create(long room) {
        Engine.start(EngineOptions.DEFAULTS);
        try {
            V8Runtime runtime = Engine.host().createV8Runtime(new V8RuntimeOptions());
            Isolate isolate = new Isolate(runtime, runtime.getV8Locker());
            runtime.setNearHeapLimitCallback((current, initial) -> {
                if (current - initial >= room) {
                    isolate.exhaust();
                }
                return current + HEADROOM;
            });
            return isolate;
        } catch (JavetException e) {
            throw new IllegalStateException("V8 cannot make an isolate: " + e.getMessage(), e);
        }
    }

    V8Runtime runtime() {
        return runtime;
    }

    V8Value undefined() {
        return undefined;
    }

    /**
     * Opens the isolate to debuggers.
     *
     * @param name what they show for it
     */
    public Inspector inspect(String name) {
        return new Inspector(this, runtime, name);
    }

    /** Any thread: ends what the isolate executes because it has no room left. */
    public void exhaust() {
        condemn();
        runtime.terminateExecution();
    }

    /** Any thread: the isolate has no room left and is to be closed; what it executes goes on until then. */
    public void condemn() {
        exhausted = true;
    }

    /** Leaves the lock to threads that wait for it, until a condition no longer holds. */
    void unlockWhile(BooleanSupplier waiting) {
        try {
            locker.close();
            while (waiting.getAsBoolean()) {
                LockSupport.parkNanos(UNLOCKED_LOOK_NANOS);
            }
            locker = runtime.getV8Locker();
        } catch (JavetException e) {
            throw new IllegalStateException("an isolate cannot be locked again: " + e.getMessage(), e);
        }
    }

    /** V8's version, for example {@code 14.7.173.16}. */
    public String version() {
        return runtime.getVersion();
    }

    /**
     * Memory that this isolate's JavaScript and Java share.
     *
     * @param bytes how much
     */
    public JsBuffer share(int bytes) throws JsException {
        try {
            return new JsBuffer(this, bytes);
        } catch (JavetException e) {
            throw translate(e);
        }
    }

    /**
     * Runs a classic script.
     *
     * @return its completion value, which must be an object or a function
     * @throws JsException when it does not compile, or throws
     */
    public JsObject run(Source source) throws JsException {
        try (V8Script script = executor(source).compileV8Script();
                V8Value value = script.execute(true)) {
            if (value instanceof V8ValueObject object) {
                return new JsObject(this, object.toClone());
            }
            throw new IllegalStateException(source.name() + " does not end with an object");
        } catch (JavetException e) {
            throw translate(e);
        }
    }

    /**
     * Compiles, links and evaluates an ES module. It may import what {@link #provide} made. A module that waits at its top level is evaluated as far as it gets
     * before the next turn.
     *
     * @throws JsException when it does not compile, cannot be linked, or throws
     */
    public JsModule module(Source source) throws JsException {
        try {
            V8Module module = executor(source).compileV8Module();
            try {
                // The registry of modules by name is for imports only; bundles import nothing but what is provided.
                runtime.removeV8Module(source.name());
                module.instantiate();
                try (V8Value outcome = module.evaluate(true)) {
                    if (outcome instanceof V8ValuePromise promise
                            && promise.getState() == V8ValuePromise.STATE_REJECTED) {
                        promise.markAsHandled();
                        try (V8Value reason = promise.getResult()) {
                            throw Thrown.of(reason);
                        }
                    }
                }
                return new JsModule(this, module);
            } catch (JavetException | JsException e) {
                Values.close(module);
                throw e;
            }
        } catch (JavetException e) {
            throw translate(e);
        }
    }

    /** Makes an ES module out of an object's properties, for others to import by this name. One that there was before is forgotten, but by those that have imported it. */
    public void provide(String name, JsObject exports) throws JsException {
        withdraw(name);
        try {
            V8Module module = runtime.createV8Module(name, exports.value());
            module.instantiate();
            module.evaluate(false);
        } catch (JavetException e) {
            throw translate(e);
        }
    }

    /** Forgets what {@link #provide} made, if it did. */
    public void withdraw(String name) throws JsException {
        try {
            if (runtime.containsV8Module(name)) {
                runtime.removeV8Module(name, true);
            }
        } catch (JavetException e) {
            throw translate(e);
        }
    }

    /**
     * Who is told of promises that are rejected without handler. A handler may follow in the same turn: {@code handled} then takes the report back. Called on the isolate's thread inside of
     * JavaScript, at any depth of its stack: it must not run JavaScript, for which V8 would abort the process where the stack is nearly full.
     */
    public interface RejectionListener {
        /** @param promise identity of the promise, not unique */
        void rejected(int promise, Rejected reason);

        void handled(int promise);
    }

    /** Sets the listener. */
    public void onRejection(RejectionListener listener) {
        runtime.setPromiseRejectCallback((event, promise, value) -> {
            try {
                if (event == JavetPromiseRejectEvent.PromiseRejectWithNoHandler) {
                    listener.rejected(promise.getIdentityHash(), new Rejected(value.toClone()));
                } else if (event == JavetPromiseRejectEvent.PromiseHandlerAddedAfterReject) {
                    listener.handled(promise.getIdentityHash());
                }
            } catch (JavetException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Lets V8 do the work that it has put off. To be called now and then between calls. */
    public void pump() {
        runtime.await();
    }

    /** How much memory it has now; costs tens of microseconds. To be called between calls. */
    public HeapUse heap() {
        try {
            CompletableFuture<V8HeapStatistics> told = runtime.getV8HeapStatistics();
            if (!told.isDone()) {
                // V8 answers when JavaScript next runs.
                executor(Source.of("titan:///heap.js", "0")).executeVoid();
            }
            V8HeapStatistics heap = told.getNow(null);
            return heap == null ? HeapUse.UNKNOWN : new HeapUse(heap.getUsedHeapSize(), heap.getExternalMemory());
        } catch (JavetException e) {
            return HeapUse.UNKNOWN;
        }
    }

    /** Asks V8 to give back memory; costs milliseconds. */
    public void compact() {
        runtime.lowMemoryNotification();
    }

    /** Ends what the isolate executes, or else the next thing it would: any thread. {@link #resume} makes it work again. */
    public void terminate() {
        runtime.terminateExecution();
    }

    /** The same where the isolate is known to execute something: then {@link #interruptions} tells of it. */
    public void interrupt() {
        interruptions.put(INTERRUPTED);
        terminate();
    }

    /** Takes a termination back, in effect or not. */
    public void resume() {
        interruptions.put(NOT_INTERRUPTED);
        runtime.cancelTerminateExecution();
    }

    /**
     * A byte for JavaScript: 1 from {@link #interrupt} to {@link #resume}. V8 drops a termination that meets a microtask, and the microtasks that are left with it; what runs the microtasks
     * goes on as if they were done.
     */
    public JsBuffer interruptions() {
        return interruptions;
    }

    /** Whether it has reached a limit of its memory. Such an isolate is to be closed: it has no room left. */
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public void close() {
        try {
            locker.close();
            runtime.close(true);
        } catch (JavetException e) {
            throw new IllegalStateException("an isolate cannot be closed: " + e.getMessage(), e);
        }
    }

    IV8Executor executor(Source source) throws JavetException {
        IV8Executor executor = new V8StringExecutor(runtime, source.code(), source.codeCache());
        executor.setResourceName(source.name());
        return executor;
    }

    JsException translate(JavetException e) {
        if (e instanceof JavetTerminatedException) {
            throw new JsTerminated();
        }
        if (e instanceof BaseJavetScriptingException scripting && scripting.getScriptingError() != null) {
            return Thrown.of(scripting.getScriptingError());
        }
        throw new IllegalStateException(e.getMessage(), e);
    }
}
