package dev.titan.runtime;

import dev.titan.host.trace.Span;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The call of a socket's handler for one event. It has no limit of wall time while the socket is open: sockets have an idle time-out instead. */
final class SocketCall extends Invocation {
    /** Requests for sockets have this method among the routes; HTTP has none of the name. */
    static final String METHOD = "WEBSOCKET";

    private final String socket;
    private final SocketEvent event;
    private final String details;
    private final BiConsumer<SocketCall, Answer> answered;
    private final @Nullable Span span;

    /**
     * @param answered takes the outcome, on the worker's thread or on one of the runtime's
     * @param span ends with it; null where nobody records it
     */
    SocketCall(
            ActionTarget target,
            SocketRequest request,
            String socket,
            SocketEvent event,
            BiConsumer<SocketCall, Answer> answered,
            @Nullable Span span) {
        super(target, METHOD, request.path(), request.query(), request.params().toArray(String[]::new));
        this.socket = socket;
        this.event = event;
        this.details = request.details();
        this.answered = answered;
        this.span = span;
    }

    /** The id of the socket. */
    String socket() {
        return socket;
    }

    SocketEvent event() {
        return event;
    }

    @Override
    boolean isEndless() {
        return event.kind() == SocketEvent.Kind.OPEN || event.isMessage();
    }

    @Override
    boolean isLoaded() {
        return event.kind() != SocketEvent.Kind.UPGRADE;
    }

    @Override
    protected String details() {
        return details;
    }

    @Override
    protected @Nullable Span span() {
        return span;
    }

    @Override
    protected void answer(Answer answer) {
        if (span != null) {
            span.end(answer.status());
        }
        answered.accept(this, answer);
    }
}
