package dev.titan.server.websocket;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.spi.AsyncWebSocketHttpServerExchange;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455, section 4.2. */
public final class WebSocketHandshake {
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    /** Undertow has every connection remove itself from the set of all that were added; none is. */
    private static final Set<WebSocketChannel> UNUSED = ConcurrentHashMap.newKeySet();

    private WebSocketHandshake() {}

    /** Whether a request asks for a WebSocket. What else the handshake needs is told by {@link #fault}. */
    public static boolean asked(HttpServerExchange exchange) {
        HeaderValues upgrade = exchange.getRequestHeaders().get(Headers.UPGRADE);
        return upgrade != null && has(upgrade, "websocket") && exchange.getConnection() instanceof HttpServerConnection;
    }

    /** What is wrong with a request for a WebSocket, safe to show; null when nothing is. */
    public static @Nullable String fault(HttpServerExchange exchange) {
        HeaderValues connection = exchange.getRequestHeaders().get(Headers.CONNECTION);
        if (!exchange.getRequestMethod().equals(io.undertow.util.Methods.GET) || !exchange.isHttp11()) {
            return "A WebSocket is asked for by GET and HTTP/1.1";
        }
        if (connection == null || !has(connection, "upgrade")) {
            return "The Connection field does not name Upgrade";
        }
        if (!VERSION.equals(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_VERSION))) {
            return "The Sec-WebSocket-Version is not " + VERSION;
        }
        if (!isKey(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY))) {
            return "The Sec-WebSocket-Key is not " + KEY_BYTES + " bytes in base64";
        }
        return exchange.isRequestComplete() ? null : "A request for a WebSocket has no body";
    }

    /** The field that an answer to a request with a {@link #fault} carries: the version that is spoken. */
    public static List<String> versionField() {
        return List.of("Sec-WebSocket-Version", VERSION);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a list of tokens has one, in whatever case. */
    private static boolean has(HeaderValues lists, String token) {
        for (String list : lists) {
            for (String one : list.split(",")) {
                if (one.trim().toLowerCase(Locale.ROOT).equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The sub-protocols that a client offers, in its order. */
    public static List<String> offered(HttpServerExchange exchange) {
        HeaderValues lists = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_PROTOCOL);
        List<String> offered = new ArrayList<>();
        if (lists != null) {
            for (String list : lists) {
                for (String one : list.split(",")) {
                    offered.add(one.trim());
                }
            }
        }
        return offered;
    }

    /**
     * Answers 101 and makes a WebSocket of the connection. On the I/O thread of an exchange without a {@link #fault} that nothing has been answered to.
     *
     * @param protocol one of those {@link #offered}, or null for none
     * @param fields further fields of the answer, names and values in turn
     * @param opened called on the I/O thread when the connection is one; gives what listens to it
     */
    public static void accept(
            HttpServerExchange exchange,
            @Nullable String protocol,
            List<String> fields,
            WebSocketSettings settings,
            Function<WebSocketConnection, WebSocketListener> opened) {
        for (int i = 0; i < fields.size(); i += 2) {
            exchange.getResponseHeaders().add(new HttpString(fields.get(i)), fields.get(i + 1));
        }
        AsyncWebSocketHttpServerExchange facade = new AsyncWebSocketHttpServerExchange(exchange, UNUSED);
        Hybi13Handshake handshake =
                protocol == null ? new Hybi13Handshake() : new Hybi13Handshake(Set.of(protocol), false);
        exchange.upgradeChannel((stream, upgraded) -> {
            WebSocketChannel channel = handshake.createChannel(facade, stream, facade.getBufferPool());
            WebSocketConnection connection = new WebSocketConnection(channel, settings);
            connection.begin(opened.apply(connection));
        });
        handshake.handshake(facade);
    }
}
