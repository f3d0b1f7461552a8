package dev.titan.server.netron;

import dev.titan.config.Limits;
import dev.titan.config.NetronConfig;
import dev.titan.runtime.Answer;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.endpoint.Answers;
import dev.titan.server.websocket.WebSocketConnection;
import dev.titan.server.websocket.WebSocketHandshake;
import dev.titan.server.websocket.WebSocketListener;
import dev.titan.server.websocket.WebSocketSettings;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xnio.XnioIoThread;

/** The connections of a server that send packets. Safe for use by many threads. */
final class Connections {
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int PING_MS = 20_000;

    private final TitanRuntime runtime;
    private final Limits limits;
    private final Function<HttpServerExchange, String> ip;
    private final String serverId = UUID.randomUUID().toString();
    private final EventHub events;
    private final Set<NetronConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    Connections(TitanRuntime runtime, Limits limits, NetronConfig config, Function<HttpServerExchange, String> ip) {
        this.runtime = runtime;
        this.events = new EventHub(config.events());
        if (events.listens()) {
            runtime.tapEvents(events);
        }
        this.limits = limits;
        this.ip = ip;
    }

    /** Makes a WebSocket of a request for one. */
    void upgrade(HttpServerExchange exchange, String requestId, Answers answers) {
        if (!WebSocketHandshake.asked(exchange)) {
            answers.answer(
                    exchange,
                    requestId,
                    refusal(426, "This path answers requests for a WebSocket", List.of("Upgrade", "websocket")));
            return;
        }
        String fault = WebSocketHandshake.fault(exchange);
        if (fault != null) {
            answers.answer(exchange, requestId, refusal(400, fault, WebSocketHandshake.versionField()));
            return;
        }
        if (draining) {
            answers.answer(exchange, requestId, refusal(503, "The server is stopping", List.of("Retry-After", "1")));
            return;
        }
        String address = ip.apply(exchange);
        String token = Bearer.of(exchange);
        XnioIoThread thread = exchange.getIoThread();
        WebSocketSettings settings =
                new WebSocketSettings(Link.MOST_BYTES, Link.BUFFER_BYTES, PING_MS, Math.max(limits.idleMs(), PING_MS));
        WebSocketHandshake.accept(exchange, null, List.of(), settings, socket -> {
            NetronConnection connection =
                    new NetronConnection(runtime, events, new SocketLink(socket, thread), address, requestId, token);
            add(connection);
            return new Packets(connection, socket);
        });
    }

    private static Answer.Failure refusal(int status, String detail, List<String> headers) {
        return new Answer.Failure(status, "TITAN_E" + status, "", detail, Map.of(), headers, null);
    }

    /**
     * A connection that is not there yet: {@link #add}.
     *
     * @param requestId names it in logs
     * @param token that came along; empty for none
     */
    NetronConnection make(Link link, String address, String requestId, String token) {
        return new NetronConnection(runtime, events, link, address, requestId, token);
    }

    void add(NetronConnection connection) {
        open.add(connection);
        connection.begin(serverId);
        if (draining) {
            connection.drain();
        }
    }

    void remove(NetronConnection connection) {
        open.remove(connection);
        connection.gone();
    }

    /** Each connection closes when its calls have their answers, and its streams have ended. */
    void drain() {
        draining = true;
        open.forEach(NetronConnection::drain);
    }

    /** Calls and streams that have not ended. */
    int inFlight() {
        return open.stream().mapToInt(NetronConnection::inFlight).sum();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** What has not ended is given up. */
    void end() {
        open.forEach(NetronConnection::end);
    }

    /** A WebSocket: each binary message is a packet. */
    private record SocketLink(WebSocketConnection socket, XnioIoThread ioThread) implements Link {
        @Override
        public void send(byte[] packet) {
            socket.sendBinary(packet);
        }

        @Override
        public boolean hasRoom() {
            return socket.buffered() < socket.comfortable();
        }

        @Override
        public void onDrained(Runnable task) {
            socket.onDrained(task);
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, reason);
        }

        @Override
        public void execute(Runnable task) {
            ioThread.execute(task);
        }

        @Override
        public int thread() {
            return ioThread.getNumber();
        }
    }

    /** Hands over what a WebSocket receives. */
    private final class Packets implements WebSocketListener {
        private final NetronConnection connection;
        private final WebSocketConnection socket;

        Packets(NetronConnection connection, WebSocketConnection socket) {
            this.connection = connection;
            this.socket = socket;
        }

        @Override
        public void text(String message) {
            socket.close(UNSUPPORTED_DATA, "packets are binary messages");
        }

        @Override
        public void binary(byte[] message) {
            connection.receive(message);
        }

        @Override
        public void closed(int code, String reason) {
            remove(connection);
        }
    }
}
