package dev.titan.server;

import dev.titan.config.Sockets;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.SocketLink;
import dev.titan.runtime.SocketRequest;
import dev.titan.runtime.SocketSession;
import dev.titan.server.websocket.WebSocketConnection;
import dev.titan.server.websocket.WebSocketHandshake;
import dev.titan.server.websocket.WebSocketListener;
import dev.titan.server.websocket.WebSocketSettings;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request for a WebSocket on its way to the socket of an action. All that touches the exchange happens on its I/O thread. */
final class SocketOpening {
    private static final Logger LOG = LoggerFactory.getLogger(SocketOpening.class);
    private static final Runnable NOTHING = () -> {};
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final int SWITCHING = 101;
    private static final int ABNORMAL = 1006;

    private final HttpServerExchange exchange;
    private final RequestContext context;
    private final String requestId;
    private final WebSocketSettings settings;
    private @Nullable SocketSession session;
    private @Nullable Answer early;

    private SocketOpening(HttpServerExchange exchange, RequestContext context, String requestId) {
        this.exchange = exchange;
        this.context = context;
        this.requestId = requestId;
        Sockets sockets = context.sockets();
        int idleMs = context.limits().idleMs();
        this.settings = new WebSocketSettings(
                sockets.messageBytes(), sockets.bufferBytes(), Math.min(sockets.pingMs(), idleMs), idleMs);
    }

    /**
     * Asks the action whether the request is to become a socket, and answers.
     *
     * @param exchange without a {@link WebSocketHandshake#fault}
     */
    static void begin(
            HttpServerExchange exchange,
            RequestContext context,
            String requestId,
            ActionTarget target,
            String path,
            String[] parameters) {
        if (!context.runtime().ready()) {
            context.responder().problem(exchange, requestId, Problem.of(ErrorCode.DRAINING));
            return;
        }
        SocketOpening opening = new SocketOpening(exchange, context, requestId);
        exchange.dispatch(SameThreadExecutor.INSTANCE, NOTHING);
        String details = HttpInvocation.details(exchange, context, requestId);
        SocketRequest request = new SocketRequest(path, exchange.getQueryString(), List.of(parameters), details);
        opening.opened(context.runtime().openSocket(target, request, opening::answer));
    }

    /** What a request gets that does not ask for a WebSocket as it should, where there is nothing else (RFC 9110, section 15.5.22). */
    static Refusal required(HttpServerExchange exchange, String detail) {
        exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket").put(Headers.CONNECTION, "upgrade");
        return new Refusal(Problem.of(ErrorCode.UPGRADE_REQUIRED, detail).headers(WebSocketHandshake.versionField()));
    }

    private void opened(SocketSession made) {
        session = made;
        Answer answer = early;
        if (answer != null) {
            write(made, answer);
        }
    }

    /** On a thread of the runtime's. */
    private void answer(Answer answer) {
        try {
            exchange.getIoThread().execute(() -> {
                SocketSession made = session;
                if (made == null) {
                    early = answer;
                } else {
                    write(made, answer);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The server has stopped before the answer to {} could be sent", requestId);
        }
    }

    private void write(SocketSession made, Answer answer) {
        boolean accepted = answer instanceof Answer.Response response && response.status() == SWITCHING;
        if (!exchange.getConnection().isOpen()) {
            if (accepted) {
                made.closed(ABNORMAL, "");
            }
            exchange.endExchange();
        } else if (accepted) {
            accept(made, ((Answer.Response) answer).headers());
        } else {
            context.responder().answer(exchange, requestId, answer);
        }
    }

    private void accept(SocketSession made, List<String> headers) {
        exchange.getResponseHeaders().put(REQUEST_ID, requestId);
        List<String> fields = new ArrayList<>();
        String protocol = null;
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(PROTOCOL)) {
                protocol = headers.get(i + 1);
            } else {
                fields.add(headers.get(i));
                fields.add(headers.get(i + 1));
            }
        }
        String agreed = protocol;
        exchange.addExchangeCompleteListener((done, next) -> {
            next.proceed();
            if (!done.getConnection().isOpen()) {
                made.closed(ABNORMAL, "");
            }
        });
        WebSocketHandshake.accept(exchange, agreed, fields, settings, connection -> {
            made.opened(new Link(connection), agreed == null ? "" : agreed);
            return new Receiver(made);
        });
    }

    /** The session's way to its client. */
    private record Link(WebSocketConnection connection) implements SocketLink {
        @Override
        public boolean sendText(byte[] utf8) {
            return connection.sendText(utf8);
        }

        @Override
        public boolean sendBinary(byte[] message) {
            return connection.sendBinary(message);
        }

        @Override
        public void close(int code, String reason) {
            connection.close(code, reason);
        }

        @Override
        public long buffered() {
            return connection.buffered();
        }

        @Override
        public boolean crowded() {
            return connection.buffered() > connection.comfortable();
        }

        @Override
        public void onDrained(Runnable task) {
            connection.onDrained(task);
        }

        @Override
        public void pause() {
            connection.pause();
        }

        @Override
        public void resume() {
            connection.resume();
        }
    }

    /** The client's way to its session. */
    private record Receiver(SocketSession session) implements WebSocketListener {
        @Override
        public void text(String message) {
            session.text(message);
        }

        @Override
        public void binary(byte[] message) {
            session.binary(message);
        }

        @Override
        public void closing(int code, String reason) {
            session.closing();
        }

        @Override
        public void closed(int code, String reason) {
            session.closed(code, reason);
        }
    }
}
