package dev.titan.host;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A host call that JavaScript starts and waits for. Safe for use by many threads.
 *
 * <p>Start: {@link #start} is called on the worker's thread and must return at once, whatever it takes to do the work. Settle: the stage completes, on any thread. Cancel:
 * when nobody waits any more (the client has gone, a deadline has passed, another of several failed) the stage is cancelled by {@code
 * toCompletableFuture().cancel}; an operation that can stop early listens to that.
 */
@FunctionalInterface
public interface Operation {
    /**
     * Starts the work.
     *
     * @return completes with null, a Boolean, a Number, a String, a {@code byte[]} (an ArrayBuffer), a {@link HostValue}, or a List or Map (with String keys) of plain values;
     *     exceptionally with an {@link OperationException} to choose the error that the author catches, or with anything else, which is logged and shown as a plain failure
     */
    CompletionStage<? extends @Nullable Object> start(OperationCall call);
}
