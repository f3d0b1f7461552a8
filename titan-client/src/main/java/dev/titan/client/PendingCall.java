package dev.titan.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call until its result is there, and then the result. It ends by itself at its deadline; cancelled or too late it tells whoever
 * carries it, once. Fails with a {@link TitanException} only.
 */
final class PendingCall<T extends @Nullable Object> extends CompletableFuture<T> {
    private static final Runnable ENDED = () -> {};

    private final Call call;
    private final Type type;
    private final long deadline;
    private final AtomicReference<@Nullable Runnable> abort = new AtomicReference<>();

    PendingCall(Call call, Type type) {
        this.call = call;
        this.type = type;
        long nanos = call.timeout().toNanos();
        deadline = System.nanoTime() + nanos;
        CompletableFuture<Void> timer = new CompletableFuture<Void>().orTimeout(nanos, TimeUnit.NANOSECONDS);
        timer.whenComplete((nothing, late) -> {
            if (late != null) {
                expire();
            }
        });
        whenComplete((result, failure) -> timer.complete(null));
    }

    Call call() {
        return call;
    }

    /** What is left until the deadline, at least a millisecond. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    /** Says how to stop the work; called back at once if the call has been given up already. */
    void onAbort(Runnable action) {
        if (!abort.compareAndSet(null, action) && abort.get() == ENDED) {
            action.run();
        }
    }

    /** The result as it was decoded. */
    @SuppressWarnings("unchecked")
    void succeed(@Nullable Object value) {
        T converted;
        try {
            converted = (T) Conversion.convert(value, type, "result of " + call.name());
        } catch (SerializationException e) {
            completeExceptionally(e);
            return;
        }
        complete(converted);
    }

    void fail(TitanException failure) {
        completeExceptionally(failure);
    }

    private void expire() {
        if (completeExceptionally(new CallTimeoutException("no result of " + call.name() + " within "
                + call.timeout().toMillis() + " ms; the timeout is that of the client, or withTimeout"))) {
            stop();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            stop();
        }
        return cancelled;
    }

    private void stop() {
        Runnable action = abort.getAndSet(ENDED);
        if (action != null) {
            action.run();
        }
    }

    /**
     * Blocks until the result is there. A failure has the stack of the caller, not that of the thread that received it.
     *
     * @throws TitanException as the call fails
     * @throws CancellationException if this thread is interrupted; its flag is set again
     */
    T await() {
        try {
            return get();
        } catch (InterruptedException e) {
            cancel(true);
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while waiting for the result of " + call.name());
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TitanException failure) {
                failure.setStackTrace(Thread.currentThread().getStackTrace());
                throw failure;
            }
            throw new IllegalStateException("the result of " + call.name() + " could not be made", e.getCause());
        }
    }
}
