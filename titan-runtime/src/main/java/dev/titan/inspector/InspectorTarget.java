package dev.titan.inspector;

import dev.titan.engine.Inspector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A worker that debuggers can attach to: any number at once. What says "worker" is for the worker, on its own thread; all else is safe for use by many threads. */
public final class InspectorTarget implements AutoCloseable {
    private final InspectorTargets targets;
    private final String id;
    private final String name;
    private final Inspector inspector;
    private final Consumer<Runnable> thread;
    private final List<InspectorConnection> connections = new CopyOnWriteArrayList<>();

    /** Whether workers waited when this one came: one that takes another's place later does not. */
    private final boolean breaksAtStart;

    private volatile boolean ready;
    private volatile boolean closed;

    /** Confined to the worker's thread. */
    private boolean begun;

    InspectorTarget(InspectorTargets targets, String id, String name, Inspector inspector, Consumer<Runnable> thread) {
        this.targets = targets;
        this.id = id;
        this.name = name;
        this.inspector = inspector;
        this.thread = thread;
        this.breaksAtStart = targets.waits();
    }

    /** A UUID. */
    public String id() {
        return id;
    }

    /** The worker's name. */
    public String name() {
        return name;
    }

    /** Whether the worker loads nothing until a debugger is ready. */
    public boolean waits() {
        return !ready && targets.waits();
    }

    /** Whether the worker is held at a breakpoint. */
    public boolean isPaused() {
        return inspector.isPaused();
    }

    /** Attaches a debugger. */
    public InspectorConnection connect(InspectorClient client) {
        InspectorConnection connection = new InspectorConnection(this, targets, client);
        connections.add(connection);
        post(() -> connection.open(inspector));
        if (closed) {
            client.closed();
        }
        return connection;
    }

    void disconnected(InspectorConnection connection) {
        connections.remove(connection);
    }

    void post(Runnable task) {
        if (!closed) {
            inspector.post(task);
            thread.accept(inspector::dispatch);
        }
    }

    void wake() {
        post(() -> {});
    }

    void ready() {
        ready = true;
    }

    /**
     * Worker: waits for a debugger if that was asked for, and pauses before the first statement. To be called before code of the app is loaded, and like code of the isolate. A
     * debugger may be ready before the worker comes here.
     */
    public void awaitDebugger() {
        if (begun || !breaksAtStart) {
            return;
        }
        begun = true;
        // Whoever has attached is waited for; a worker that nobody looks at goes on with the first that is ready.
        inspector.dispatchUntil(() -> closed || ready || !targets.waits() && connections.isEmpty());
        targets.release();
        inspector.pauseOnNextStatement(InspectorTargets.PAUSE_REASON);
    }

    /** Worker: JavaScript has returned. */
    public void afterSlice() {
        inspector.settle();
    }

    /** Any thread: ends all connections; a pause ends with them. */
    public void detach() {
        connections.forEach(InspectorConnection::close);
    }

    /** Worker: detaches all debuggers; the isolate is about to be closed. */
    @Override
    public void close() {
        closed = true;
        targets.remove(this);
        inspector.dispatch();
        connections.forEach(InspectorConnection::targetClosed);
        connections.clear();
        inspector.close();
    }
}
