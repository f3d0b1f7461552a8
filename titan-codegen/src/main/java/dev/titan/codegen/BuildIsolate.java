package dev.titan.codegen;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs code of an app while it is built: in an isolate and on a thread of its own, for a limited time. */
final class BuildIsolate {
    /** V8 takes a stack of about 1 MB for granted; a thread whose own is smaller would crash the process on deep recursion. */
    private static final long STACK_BYTES = 16 << 20;

    private static final long ASK_AGAIN_MILLIS = 20;

    /** What to do with the isolate; it is closed afterwards. */
    @FunctionalInterface
    interface Task<T> {
        T run(Isolate isolate) throws JsException;
    }

    private @Nullable Isolate running;

    private BuildIsolate() {}

    /**
     * @throws JsException what the task throws
     * @throws TimeoutException if the task takes longer than the limit; it has been ended then
     */
    static <T> T run(Duration limit, Task<T> task) throws JsException, TimeoutException {
        Engine.start(EngineOptions.DEFAULTS);
        BuildIsolate build = new BuildIsolate();
        FutureTask<T> work = new FutureTask<>(() -> build.work(task));
        Thread thread = new Thread(null, work, "titan-build-isolate", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            try {
                return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                return build.end(work);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JsTerminated) {
                throw new TimeoutException();
            }
            if (e.getCause() instanceof JsException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            build.terminate();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while code of the app was running", e);
        }
    }

    private <T> T work(Task<T> task) throws JsException {
        try (Isolate isolate = Isolate.create()) {
            during(isolate);
            try {
                return task.run(isolate);
            } finally {
                // Before it is closed: to terminate a closed isolate would crash the process.
                during(null);
            }
        }
    }

    /** Ends the task, which has had its time. Asks again until it is over: on a busy machine there may be no isolate yet that could be ended. */
    private <T> T end(FutureTask<T> work) throws InterruptedException, ExecutionException {
        while (true) {
            terminate();
            try {
                return work.get(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It has not noticed yet.
            }
        }
    }

    private synchronized void during(@Nullable Isolate isolate) {
        running = isolate;
    }

    private synchronized void terminate() {
        if (running != null) {
            running.terminate();
        }
    }
}
