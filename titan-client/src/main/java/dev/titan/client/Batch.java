package dev.titan.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Calls that go to the server together, over HTTP in one request. Make proxies here, call their methods that return stages, then
 * {@link #send}. Each call has its own outcome; one that fails does not touch the others. When each has been cancelled, or its time is over, the request
 * is ended, too. Confined to one thread until it is sent.
 */
public final class Batch {
    private final Transport transport;
    private final Duration timeout;
    private final List<PendingCall<?>> calls = new ArrayList<>();
    private boolean sent;

    Batch(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    /**
     * A service whose calls wait for {@link #send}. Methods that block or stream throw {@link IllegalStateException}.
     *
     * @param id {@code users}, {@code users@1.0.0} or a range
     */
    public <T> T service(String id, Class<T> type) {
        return ServiceProxy.create(id, type, timeout, new Collector());
    }

    /**
     * Sends the calls.
     *
     * @return done when every call is, however it ended
     * @throws IllegalStateException if it was sent before
     */
    public CompletionStage<@Nullable Void> send() {
        if (sent) {
            throw new IllegalStateException("this batch was sent already; make another");
        }
        sent = true;
        transport.sendAll(calls);
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).handle((done, failure) -> null);
    }

    /** Keeps calls until the batch is sent. */
    private final class Collector implements ServiceProxy.Sender {
        @Override
        public <T extends @Nullable Object> T await(PendingCall<T> call) {
            call.cancel(false);
            throw new IllegalStateException(
                    call.call().name() + " would wait for the batch to be sent; declare it with a CompletionStage");
        }

        @Override
        public <T extends @Nullable Object> PendingCall<T> send(PendingCall<T> call) {
            if (sent) {
                throw new IllegalStateException("this batch was sent already; make another");
            }
            calls.add(call);
            return call;
        }

        @Override
        public Flow.Publisher<@Nullable Object> stream(Call call) {
            throw new IllegalStateException(call.name() + " gives a stream, which no batch has");
        }
    }
}
