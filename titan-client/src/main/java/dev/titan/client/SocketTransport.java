package dev.titan.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket at a time. When it ends, what was under way fails, for nobody knows whether it ran; what is called then waits for the
 * next connection as long as its own deadline allows. While something waits, connecting is tried again and again.
 */
final class SocketTransport implements Transport {
    private final URI uri;
    private final ClientOptions options;
    private final HttpClient http;

    /** Guards all below. */
    private final Object lock = new Object();

    private final Backoff backoff = new Backoff(new Random());
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Connection connection;
    /** The first connection; who asks for it hears of the first failure. */
    private final CompletableFuture<Connection> opening = new CompletableFuture<>();

    /** To servers that stop, as long as something is under way there. */
    private final List<Connection> left = new ArrayList<>();

    /** Whether one is made, or the token of the one that there is renewed: meanwhile all wait. */
    private boolean connecting;

    private boolean closed;

    private SocketTransport(URI uri, ClientOptions options) {
        this.uri = uri;
        this.options = options;
        http = HttpClient.newBuilder().connectTimeout(options.connectTimeout()).build();
    }

    /**
     * Connects, and blocks until that is done.
     *
     * @throws TitanException if it fails, or takes longer than the options allow
     */
    static SocketTransport open(URI uri, ClientOptions options) {
        SocketTransport transport = new SocketTransport(uri, options);
        CompletableFuture<Connection> first = transport.opening;
        transport.connection(first::complete, first::completeExceptionally, first);
        try {
            first.get(options.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
            return transport;
        } catch (ExecutionException e) {
            transport.close();
            if (e.getCause() instanceof TitanException failure) {
                failure.setStackTrace(Thread.currentThread().getStackTrace());
                throw failure;
            }
            throw new TransportException("no connection to " + uri, e.getCause());
        } catch (TimeoutException e) {
            transport.close();
            throw new TransportException(
                    "no connection to " + uri + " within "
                            + options.connectTimeout().toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            transport.close();
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while connecting to " + uri, e);
        }
    }

    @Override
    public void send(PendingCall<?> call) {
        connection(open -> send(call, open, new ValueReply(call, open)), call::fail, call);
    }

    private static void send(PendingCall<?> call, Connection open, Reply reply) {
        if (call.isDone()) {
            return;
        }
        try {
            long id = open.call(call.call(), call.left().toMillis(), reply);
            call.onAbort(() -> open.cancel(id));
        } catch (SerializationException e) {
            call.fail(e);
        }
    }

    @Override
    public void sendAll(List<PendingCall<?>> calls) {
        calls.forEach(this::send);
    }

    @Override
    public Flow.Publisher<@Nullable Object> stream(Call call) {
        return subscriber -> {
            StreamSubscription subscription = new StreamSubscription(call, subscriber);
            subscriber.onSubscribe(subscription);
            // The deadline is that of the answer which begins the stream.
            PendingCall<@Nullable Object> opening = new PendingCall<>(call, Object.class);
            opening.whenComplete((nothing, failure) -> {
                if (failure instanceof TitanException known) {
                    subscription.failed(known);
                }
            });
            subscription.onAbort(() -> opening.cancel(false));
            connection(
                    open -> send(opening, open, new StreamReply(subscription, opening, open)), opening::fail, opening);
        };
    }

    /** Gives the connection to one of both, at once or when there is one. */
    private void connection(Consumer<Connection> then, Consumer<TitanException> otherwise, Future<?> purpose) {
        Connection open;
        boolean begin = false;
        boolean refuse;
        boolean wait;
        synchronized (lock) {
            refuse = closed;
            open = current();
            wait = !closed && (open == null || connecting || open.isStale());
            if (wait) {
                waiting.add(new Waiting(then, otherwise, purpose));
                begin = !connecting;
                connecting = true;
            }
        }
        if (refuse) {
            otherwise.accept(closedAlready());
        } else if (!wait && open != null) {
            then.accept(open);
        } else if (begin && open != null) {
            renew(open);
        } else if (begin) {
            connect();
        }
    }

    /** The connection that calls go over, null for none. */
    private @Nullable Connection current() {
        left.removeIf(gone -> !gone.isOpen());
        Connection open = connection;
        if (open != null && open.isOpen() && open.isLeaving()) {
            left.add(open);
            connection = null;
        }
        return connection == null || !connection.isOpen() ? null : connection;
    }

    /** Has the connection show another token. Where there is none to go on with, who waits hears why. */
    private void renew(Connection open) {
        open.renew().whenComplete((nothing, failure) -> {
            if (failure == null) {
                connected(open);
            } else if (!open.isOpen()) {
                connect();
            } else {
                List<Waiting> given;
                synchronized (lock) {
                    connecting = false;
                    given = takeWaiting();
                }
                TitanException heard = heard(failure);
                given.forEach(one -> one.otherwise().accept(heard));
            }
        });
    }

    private TitanException heard(Throwable failure) {
        return failure instanceof TitanException known
                ? known
                : new TransportException("no connection to " + uri + ": " + failure, failure);
    }

    private static TransportException closedAlready() {
        return new TransportException("this client is closed", null);
    }

    private void connect() {
        Connection next = new Connection(uri.toString(), options);
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(options.connectTimeout());
        options.headers().forEach(builder::header);
        builder.buildAsync(uri, next)
                .thenCompose(opened -> next.ready())
                .orTimeout(options.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((ready, failure) -> {
                    if (failure == null) {
                        connected(next);
                    } else {
                        next.close();
                        refused(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                });
    }

    private void connected(Connection next) {
        List<Waiting> ready;
        boolean unwanted;
        synchronized (lock) {
            unwanted = closed;
            connecting = false;
            connection = next;
            backoff.reset();
            ready = takeWaiting();
        }
        if (unwanted) {
            next.close();
        }
        ready.forEach(one -> one.then().accept(next));
    }

    /** Who connects for the first time hears of it, and everybody does if the server refuses the token: that does not mend itself. */
    private void refused(Throwable failure) {
        boolean hopeless = failure instanceof AuthException;
        TitanException heard = heard(failure);
        List<Waiting> given = new ArrayList<>();
        Executor later = null;
        synchronized (lock) {
            for (Waiting one : takeWaiting()) {
                if (!one.purpose().isDone()) {
                    (hopeless || closed || one.purpose() == opening ? given : waiting).add(one);
                }
            }
            connecting = !closed && !waiting.isEmpty();
            if (connecting) {
                later = CompletableFuture.delayedExecutor(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        given.forEach(one -> one.otherwise().accept(heard));
        if (later != null) {
            later.execute(this::connect);
        }
    }

    private List<Waiting> takeWaiting() {
        List<Waiting> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    @Override
    public void close() {
        List<Connection> open = new ArrayList<>();
        List<Waiting> given;
        synchronized (lock) {
            closed = true;
            open.addAll(left);
            if (connection != null) {
                open.add(connection);
            }
            given = takeWaiting();
        }
        given.forEach(one -> one.otherwise().accept(closedAlready()));
        open.forEach(Connection::close);
    }

    /**
     * What wants a connection.
     *
     * @param purpose done when it no longer does
     */
    private record Waiting(Consumer<Connection> then, Consumer<TitanException> otherwise, Future<?> purpose) {}

    /** Waits for the value of a call. */
    private record ValueReply(PendingCall<?> call, Connection open) implements Reply {
        @Override
        public void answered(@Nullable Object value) {
            if (value instanceof StreamReference reference) {
                open.refuse(reference);
                call.fail(new SerializationException(
                        call.call().name() + " gives a stream; declare it as a Flow.Publisher"));
            } else {
                call.succeed(value);
            }
        }

        @Override
        public void failed(TitanException failure) {
            call.fail(failure);
        }
    }

    /** Waits for the beginning of a stream. */
    private record StreamReply(StreamSubscription subscription, PendingCall<?> opening, Connection open)
            implements Reply {
        @Override
        public void answered(@Nullable Object value) {
            // Before the deadline is taken away, since whoever cancels in between must find the stream.
            subscription.begin(value, open);
            opening.succeed(null);
        }

        @Override
        public void failed(TitanException failure) {
            opening.fail(failure);
        }
    }
}
