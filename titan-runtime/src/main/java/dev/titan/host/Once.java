package dev.titan.host;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one isolate of the process does for all: {@code enter} gives the first that asks the turn, as a resource, and completes with nothing for the others when that has been done; {@code leave} gives the
 * turn back, with a message when it has failed, so that those who wait fail too and whoever asks next begins anew. An isolate that ends with its turn has failed. Safe for use by many threads.
 */
public final class Once implements Operation {
    private final Map<String, Turn> turns = new HashMap<>();

    /** The turn of one isolate. */
    private final class Turn implements AutoCloseable {
        private final String key;
        private final CompletableFuture<@Nullable Object> over = new CompletableFuture<>();

        Turn(String key) {
            this.key = key;
        }

        void done() {
            over.complete(null);
        }

        void fail(String why) {
            synchronized (turns) {
                if (!over.isDone()) {
                    turns.remove(key, this);
                }
            }
            over.completeExceptionally(
                    new OperationException("Error", "", key + " has failed in another worker: " + why, null));
        }

        @Override
        public void close() {
            fail("it has ended");
        }
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        if (call.text(0, "once").equals("enter")) {
            return enter(call.text(1, "once"));
        }
        int number = (int) call.number(1, "once");
        Turn turn = call.scope().resource(number, Turn.class);
        call.scope().forget(number);
        if (call.arguments().size() > 2) {
            turn.fail(call.text(2, "once"));
        } else {
            turn.done();
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<? extends @Nullable Object> enter(String key) {
        Turn turn = new Turn(key);
        synchronized (turns) {
            Turn before = turns.putIfAbsent(key, turn);
            if (before != null) {
                // A copy: who is cancelled must not end it for the others.
                return before.over.copy();
            }
        }
        return CompletableFuture.completedFuture(new HostValue(Map.of(), null, turn));
    }
}
