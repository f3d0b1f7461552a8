package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.IV8InspectorListener;
import com.caoccao.javet.interop.V8Inspector;
import com.caoccao.javet.interop.V8Runtime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The debuggers' side of an isolate: sessions that speak the V8 part of the Chrome DevTools Protocol. Confined to the isolate's thread but for {@link #post} and {@link #isPaused}.
 * Scripts that were compiled before it was made are unknown to debuggers, which cannot have V8 step over them.
 *
 * <p>What debuggers ask is done on the isolate's thread and nowhere else: between two slices, by {@link #dispatch}, and while the isolate is paused at a breakpoint. Then its
 * thread sits in V8, which looks for messages that were put into its own queue. From another thread that can be done only while V8's loop runs, which nothing tells; otherwise
 * the call waits for the isolate's lock, its message already in the queue. So all that another thread ever sends is a message without effect, in a session that is nobody's, on
 * a thread that may wait; V8 answers it from within the loop, on the isolate's thread, and there the tasks are taken. {@link #settle} lets go of the lock where such a thread still
 * waits for it, unless V8 goes from step to step, which it forgets when the lock changes hands.
 */
public final class Inspector implements AutoCloseable {
    private static final String NOTHING = "{\"id\":1,\"method\":\"Runtime.getIsolateId\"}";
    private static final String PAUSED = "{\"method\":\"Debugger.paused\"";
    private static final String RESUMED = "{\"method\":\"Debugger.resumed\"";

    private static final String OUT_OF_MEMORY = "\"reason\":\"OOM\"";

    /** Of V8's own, at most, after what debuggers have asked for. */
    private static final int TASKS = 64;

    private static final String STEP = "\"Debugger.step";

    /** By then V8's loop has begun almost always, so that the thread that rings need not wait for the lock. */
    private static final long LOOP_STARTS_NANOS = 1_000_000;

    private static final Executor WAKERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "titan-inspector-wake");
        thread.setDaemon(true);
        return thread;
    });

    private final Isolate isolate;
    private final V8Runtime runtime;
    private final String name;
    private final Thread thread = Thread.currentThread();
    private final V8Inspector bell;
    private final Set<InspectorSession> sessions = new LinkedHashSet<>();
    private final List<V8Inspector> ended = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean rung = new AtomicBoolean();

    /** Threads that ring, and may wait for the lock. */
    private final AtomicInteger ringing = new AtomicInteger();

    private volatile boolean paused;
    private boolean hasPaused;

    /** Whether V8 is to pause after a step. */
    private boolean stepping;

    private boolean outOfMemory;

    Inspector(Isolate isolate, V8Runtime runtime, String name) {
        this.isolate = isolate;
        this.runtime = runtime;
        this.name = name;
        this.bell = runtime.createV8Inspector(name);
        bell.addListeners(new Bell());
    }

    /** A debugger's view of an isolate. Called on the isolate's thread; must be quick and must not call into the isolate. */
    public interface Client {
        /** A response or an event, JSON. */
        void receive(String message);

        /** {@code Runtime.runIfWaitingForDebugger}: the debugger has set up what it wanted to before any code runs. */
        void ready();
    }

    /** Opens a session. */
    public InspectorSession open(Client client) {
        InspectorSession session = new InspectorSession(this, runtime.createV8Inspector(name), client);
        sessions.add(session);
        return session;
    }

    /** Any thread: has a task run on the isolate's thread, by {@link #dispatch} or, while that is paused, at once. */
    public void post(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(thread);
        if (paused) {
            ring();
        }
    }

    /** Any thread: whether the isolate's thread is held at a breakpoint. */
    public boolean isPaused() {
        return paused;
    }

    /** Runs what was posted. To be called like any code of the isolate: it may run JavaScript. */
    public void dispatch() {
        runTasks();
        // V8 puts some of it off to its own tasks, such as a heap snapshot, behind others; it runs one at a time and
        // does not tell whether there are more.
        for (int i = 0; i < TASKS; i++) {
            isolate.pump();
        }
    }

    private void runTasks() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Runs what is posted until a condition holds. */
    public void dispatchUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            dispatch();
            settle();
            if (!done.getAsBoolean() && tasks.isEmpty()) {
                LockSupport.park(this);
            }
        }
    }

    /** Has every debugger pause before the next statement. */
    public void pauseOnNextStatement(String reason) {
        sessions.forEach(session -> session.v8().schedulePauseOnNextStatement(reason, "{}"));
    }

    /** To be called when JavaScript has returned. */
    public void settle() {
        if (hasPaused) {
            hasPaused = false;
            paused = false;
            // Messages that came in behind the one that ended the pause are still in V8's queues.
            send(bell, NOTHING);
        }
        ended.forEach(Inspector::close);
        ended.clear();
        if (ringing.get() > 0 && !stepping) {
            isolate.unlockWhile(() -> ringing.get() > 0);
        }
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        List.copyOf(sessions).forEach(this::end);
        stepping = false;
        settle();
        close(bell);
    }

    /** V8's loop walks over the sessions while it is paused, so that none may go away there: what ends then resumes, and goes when JavaScript has returned. */
    void end(InspectorSession session) {
        if (sessions.remove(session)) {
            if (paused) {
                send(session.v8(), "{\"id\":0,\"method\":\"Debugger.disable\"}");
                ended.add(session.v8());
            } else {
                close(session.v8());
            }
        }
    }

    void sending(String request) {
        stepping |= request.contains(STEP);
    }

    void received(String message) {
        if (message.startsWith(PAUSED)) {
            hasPaused = true;
            paused = true;
            stepping = false;
            outOfMemory = message.contains(OUT_OF_MEMORY);
            if (!tasks.isEmpty()) {
                ring();
            }
        } else if (message.startsWith(RESUMED)) {
            paused = false;
            if (outOfMemory) {
                // V8 has raised the limit to pause here, and would end the process at the next.
                isolate.exhaust();
            }
        }
    }

    private void ring() {
        if (rung.compareAndSet(false, true)) {
            ringing.incrementAndGet();
            WAKERS.execute(() -> {
                try {
                    LockSupport.parkNanos(LOOP_STARTS_NANOS);
                    send(bell, NOTHING);
                } finally {
                    ringing.decrementAndGet();
                }
            });
        }
    }

    static void send(V8Inspector session, String message) {
        try {
            session.sendRequest(message);
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(V8Inspector session) {
        try {
            session.close();
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hears what V8 answers to a ring. */
    private final class Bell implements IV8InspectorListener {
        @Override
        public void receiveResponse(String message) {
            rung.set(false);
            if (Thread.currentThread() == thread && paused) {
                runTasks();
            }
        }

        @Override
        public void receiveNotification(String message) {}

        @Override
        public void flushProtocolNotifications() {}

        @Override
        public void runIfWaitingForDebugger(int contextGroupId) {}

        @Override
        public void sendRequest(String message) {}
    }
}
