package dev.titan.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One reader of one stream (Reactive Streams 1.0.4). Chunks that have come and were not asked for wait here: no more than the credit,
 * which the server is given anew as they are taken. Signals are given one after another, by whatever thread has one to give.
 */
final class StreamSubscription implements Flow.Subscription {
    /** What a server may send before it is given more: its own default. */
    static final int CREDIT = 64;
    /** What may wait of a server that knows no credit. */
    private static final int MOST = 1024;

    private final Flow.Subscriber<? super @Nullable Object> subscriber;
    private final Call call;
    private final AtomicInteger signals = new AtomicInteger();

    /** Guards all below. */
    private final Object lock = new Object();

    private final Queue<@Nullable Object[]> chunks = new ArrayDeque<>();
    private @Nullable Connection connection;
    private long stream;
    private long requested;
    private int taken;
    private boolean ended;
    private boolean done;
    private @Nullable Throwable failure;
    private @Nullable Runnable abort;

    StreamSubscription(Call call, Flow.Subscriber<? super @Nullable Object> subscriber) {
        this.call = call;
        this.subscriber = subscriber;
    }

    /** What takes the call back while the stream has not begun. */
    void onAbort(Runnable action) {
        boolean late;
        synchronized (lock) {
            late = done;
            abort = action;
        }
        if (late) {
            action.run();
        }
    }

    /**
     * The server's answer to the call. Its chunks come after it, on the same thread.
     *
     * @param carrier the connection that it came from
     */
    void begin(@Nullable Object value, Connection carrier) {
        if (!(value instanceof StreamReference reference)) {
            failed(new SerializationException(call.name() + " gave a value where a stream was expected"));
            return;
        }
        long id = OpenStreams.streamId(reference.id());
        carrier.register(id, this);
        boolean unwanted;
        synchronized (lock) {
            connection = carrier;
            stream = id;
            unwanted = done;
            abort = null;
        }
        if (unwanted) {
            carrier.closeStream(id, "cancelled");
        }
    }

    void failed(TitanException cause) {
        finish(cause);
    }

    void ended() {
        finish(null);
    }

    private void finish(@Nullable Throwable cause) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            failure = cause;
        }
        signal();
    }

    void chunk(@Nullable Object value) {
        boolean full;
        synchronized (lock) {
            full = chunks.size() >= MOST;
            if (!full && !done) {
                chunks.add(new @Nullable Object[] {value});
            }
        }
        if (full) {
            release("the reader is too slow");
            failed(new TransportException(
                    call.name() + ": " + MOST + " chunks wait to be read, and the server knows no credit", null));
        }
        signal();
    }

    @Override
    public void request(long count) {
        synchronized (lock) {
            if (count <= 0) {
                failure = new IllegalArgumentException(
                        "request(" + count + "): a positive number is asked for (rule 3.9)");
                ended = true;
                chunks.clear();
            } else {
                requested = requested + count < 0 ? Long.MAX_VALUE : requested + count;
            }
        }
        if (count <= 0) {
            release("refused");
        }
        signal();
    }

    @Override
    public void cancel() {
        Runnable action;
        synchronized (lock) {
            if (done) {
                return;
            }
            done = true;
            chunks.clear();
            action = abort;
            abort = null;
        }
        release("cancelled");
        if (action != null) {
            action.run();
        }
    }

    private void release(String reason) {
        Connection carrier;
        long id;
        synchronized (lock) {
            carrier = connection;
            id = stream;
        }
        if (carrier != null && id != 0) {
            carrier.closeStream(id, reason);
        }
    }

    /** Gives what there is to give. Whoever comes while another does leaves a note and goes. */
    private void signal() {
        if (signals.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (give()) {}
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean give() {
        @Nullable Object[] chunk = null;
        boolean last = false;
        Throwable cause = null;
        int credit = 0;
        synchronized (lock) {
            if (done) {
                return false;
            }
            if (requested > 0 && !chunks.isEmpty()) {
                chunk = chunks.remove();
                requested = requested == Long.MAX_VALUE ? requested : requested - 1;
                credit = credit();
            } else if (ended && chunks.isEmpty()) {
                last = true;
                done = true;
                cause = failure;
            } else {
                return false;
            }
        }
        if (last && cause != null) {
            subscriber.onError(cause);
        } else if (last) {
            subscriber.onComplete();
        } else if (chunk != null) {
            give(chunk[0], credit);
        }
        return !last;
    }

    private void give(@Nullable Object value, int credit) {
        Connection carrier = connection;
        if (credit > 0 && carrier != null) {
            carrier.credit(stream, credit);
        }
        try {
            subscriber.onNext(value);
        } catch (TitanException e) {
            release("refused");
            synchronized (lock) {
                chunks.clear();
                ended = true;
                failure = e;
            }
        }
    }

    /** Counts a chunk that was taken: how much credit is to be given for those taken so far. */
    private int credit() {
        taken++;
        if (ended || taken < CREDIT / 2 || connection == null || !connection.has("credit")) {
            return 0;
        }
        int credit = taken;
        taken = 0;
        return credit;
    }
}
