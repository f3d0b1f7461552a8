package dev.titan.runtime;

import dev.titan.host.trace.Span;
import dev.titan.host.trace.Tracer;
import dev.titan.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of an action. It belongs to one worker of the side lane for its life, since what its handlers keep is in that isolate. What happens to it is told to them one after the
 * other, each when the one before has come to its end. What the server calls may be called on any thread; all else is confined to the worker's thread.
 */
public final class SocketSession {
    /** Bytes that may wait for the handlers before the client is not read from any more. */
    private static final long MOST_WAITING = 256 << 10;

    /** Events in one turn of the worker, so that a busy socket does not keep it from others. */
    private static final int MOST_AT_ONCE = 16;

    /** How long handlers may go on with what came before a close frame. */
    private static final long GRACE_MS = 1_000;

    private static final int BROKEN = 1011;
    private static final int BUSY = 1013;

    private final String id;
    private final ActionTarget target;
    private final SocketRequest request;
    private final Sockets sockets;
    private final SideThread thread;
    private final Shared shared;
    private final Consumer<Answer> answer;
    private final Object flow = new Object();
    private long waiting;
    private boolean paused;

    private volatile @Nullable SocketLink link;
    private volatile @Nullable SocketCall running;

    // Confined to the worker's thread.
    private final Queue<SocketEvent> events = new ArrayDeque<>();
    private @Nullable Worker worker;
    private @Nullable Future<?> grace;
    private boolean gone;
    private boolean over;

    /** Whether handlers are being called further up the stack. */
    private boolean telling;

    /** @param answer takes what is to be answered to the request: status 101 makes it a socket */
    SocketSession(
            String id,
            ActionTarget target,
            SocketRequest request,
            Sockets sockets,
            SideThread thread,
            Shared shared,
            Consumer<Answer> answer) {
        this.id = id;
        this.target = target;
        this.request = request;
        this.sockets = sockets;
        this.thread = thread;
        this.shared = shared;
        this.answer = answer;
    }

    String id() {
        return id;
    }

    ActionTarget target() {
        return target;
    }

    SideThread thread() {
        return thread;
    }

    /** The connection, null before there is one. Any thread. */
    @Nullable
    SocketLink link() {
        return link;
    }

    boolean belongsTo(Worker other) {
        return worker == other;
    }

    /** Asks the app whether the request is to become a socket. */
    void begin() {
        tell(SocketEvent.of(SocketEvent.Kind.UPGRADE, ""));
    }

    /**
     * It is a socket now.
     *
     * @param protocol the sub-protocol that was agreed on, or empty
     */
    public void opened(SocketLink connection, String protocol) {
        link = connection;
        connection.onDrained(() -> sockets.drained(this));
        tell(SocketEvent.of(SocketEvent.Kind.OPEN, protocol));
    }

    /** A text message has come. */
    public void text(String message) {
        received(SocketEvent.of(SocketEvent.Kind.TEXT, message));
    }

    /** A binary message has come. The array is not used by the caller any more. */
    public void binary(byte[] message) {
        received(new SocketEvent(SocketEvent.Kind.BINARY, "", message));
    }

    private void received(SocketEvent event) {
        sockets.received();
        SocketLink connection = link;
        synchronized (flow) {
            waiting += event.weight();
            if (!paused && waiting > MOST_WAITING && connection != null) {
                paused = true;
                connection.pause();
            }
        }
        tell(event);
    }

    private void handled(SocketEvent event) {
        SocketLink connection = link;
        synchronized (flow) {
            waiting -= event.weight();
            if (paused && waiting <= MOST_WAITING / 2 && connection != null) {
                paused = false;
                connection.resume();
            }
        }
    }

    /** The client has sent that it closes: what came before is still handled, if that does not take long. */
    public void closing() {
        post(() -> {
            if (!gone && grace == null) {
                grace = shared.scheduler().schedule(() -> post(this::giveUp), GRACE_MS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** The connection is gone, or there never was one. */
    public void closed(int code, String reason) {
        sockets.leaveAll(this);
        post(() -> {
            gone = true;
            events.add(SocketEvent.of(SocketEvent.Kind.CLOSE, code + "\n" + reason));
            if (grace == null) {
                giveUp();
            }
            run();
        });
    }

    /** Nobody is left to handle messages for. */
    private void giveUp() {
        events.removeIf(SocketEvent::isMessage);
        SocketCall call = running;
        if (call != null && call.isEndless()) {
            call.cancel();
        }
    }

    private void tell(SocketEvent event) {
        post(() -> {
            events.add(event);
            run();
        });
    }

    private void post(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            over = true;
        }
    }

    /** Has the handlers told what has happened, until one of them waits. */
    private void run() {
        if (telling) {
            return;
        }
        telling = true;
        try {
            tellAll();
        } finally {
            telling = false;
        }
    }

    private void tellAll() {
        for (int count = 0; running == null && !over; count++) {
            if (count == MOST_AT_ONCE) {
                post(this::run);
                return;
            }
            SocketEvent event = events.poll();
            if (event == null) {
                return;
            }
            SocketCall call = new SocketCall(target, request, id, event, this::answered, span(event));
            running = call;
            thread.slot().runOn(worker, call, now -> worker = now);
        }
    }

    private @Nullable Span span(SocketEvent event) {
        Tracer tracer = shared.config().tracer();
        return tracer == null
                ? null
                : tracer.handler(
                        "socket", event.kind().word() + " " + target.route().pattern(), request.field("traceparent"));
    }

    /** A handler has come to its end. */
    private void answered(SocketCall call, Answer outcome) {
        SocketEvent event = call.event();
        if (event.isMessage()) {
            handled(event);
        }
        if (event.kind() == SocketEvent.Kind.UPGRADE) {
            boolean accepted = outcome instanceof Answer.Response response && response.status() == 101;
            if (!accepted) {
                end();
            }
            answer.accept(outcome);
        } else if (event.kind() == SocketEvent.Kind.CLOSE) {
            end();
        }
        if (outcome instanceof Answer.Failure failure && event.kind() != SocketEvent.Kind.UPGRADE) {
            failed(call, failure);
        }
        running = null;
        if (!telling) {
            post(this::run);
        }
    }

    private void failed(SocketCall call, Answer.Failure failure) {
        if (call.isCancelled() && failure.status() == 499) {
            return;
        }
        AppLog.socketFailed(call, failure);
        SocketLink connection = link;
        if (connection != null) {
            boolean busy = failure.code().equals(ErrorCode.OVERLOADED.code());
            connection.close(busy ? BUSY : BROKEN, "");
        }
    }

    private void end() {
        over = true;
        events.clear();
        Future<?> timer = grace;
        if (timer != null) {
            timer.cancel(false);
        }
        sockets.remove(this);
    }

    /** Its isolate is gone, and with it all that its handlers knew. On the worker's thread. */
    void lost() {
        end();
        SocketLink connection = link;
        if (connection != null) {
            connection.close(BROKEN, "");
        }
    }
}
