package dev.titan.server;

import dev.titan.config.Limits;
import dev.titan.server.http1.WatchingOpenListener;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2UpgradeHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** A port that is listened on, and the connections that came of it. */
final class Listener {
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BUFFERS_PER_THREAD = 64;

    /** What lies above the limits of ours that Undertow must let pass, so that the client gets a problem instead of a bare 400. */
    private static final int SLACK_BYTES = 64 << 10;

    private static final int SLACK_FIELDS = 800;
    private static final int BACKLOG = 4096;

    private final HttpOpenListener connections;
    private final AcceptingChannel<? extends StreamConnection> socket;

    private Listener(HttpOpenListener connections, AcceptingChannel<? extends StreamConnection> socket) {
        this.connections = connections;
        this.socket = socket;
    }

    static ByteBufferPool buffers() {
        return new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
    }

    /** Loads the classes behind a listener. */
    static void warmUp() {
        new HttpOpenListener(buffers(), options(true, Limits.DEFAULTS));
    }

    /**
     * Binds a port and begins to accept.
     *
     * @param port 0 lets the system choose
     * @throws CannotListenException when the port is taken or may not be used, or there is no such address
     */
    static Listener open(
            ServerThreads threads,
            ByteBufferPool buffers,
            String host,
            int port,
            boolean http2,
            Limits limits,
            HttpHandler handler)
            throws IOException {
        HttpOpenListener connections = new HttpOpenListener(buffers, options(http2, limits));
        connections.setRootHandler(http2 ? upgradable(handler) : handler);
        OptionMap socketOptions = OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, BACKLOG)
                .getMap();
        try {
            AcceptingChannel<? extends StreamConnection> socket = threads.worker()
                    .createStreamConnectionServer(
                            new InetSocketAddress(host, port),
                            ChannelListeners.openListenerAdapter(new WatchingOpenListener(connections)),
                            socketOptions);
            socket.resumeAccepts();
            return new Listener(connections, socket);
        } catch (BindException e) {
            throw new CannotListenException(reason(host, port, e), e);
        } catch (UnresolvedAddressException e) {
            throw new CannotListenException(
                    "There is no address for the host " + host + "; give another with --host or HOST",
                    new IOException(e));
        }
    }

    private static String reason(String host, int port, BindException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("in use")) {
            return "Port " + port + " is in use on " + host + "; give another with --port or PORT";
        }
        if (message.contains("ermission")) {
            return "Port " + port + " may not be used by this user; give one above 1023 with --port or PORT";
        }
        return "The address " + host + " is none of this machine's; give another with --host or HOST";
    }

    /** The upgrade from HTTP/1.1 is rare, and Undertow's handler for it looks for its fields in every request. */
    private static HttpHandler upgradable(HttpHandler handler) {
        HttpHandler upgrade = new Http2UpgradeHandler(handler);
        return exchange -> {
            if (exchange.getRequestHeaders().contains(Headers.UPGRADE)) {
                upgrade.handleRequest(exchange);
            } else {
                handler.handleRequest(exchange);
            }
        };
    }

    private static OptionMap options(boolean http2, Limits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.ENABLE_HTTP2, http2)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_HEADER_SIZE, limits.headerBytes() + limits.urlBytes() + SLACK_BYTES)
                .set(UndertowOptions.MAX_HEADERS, limits.headers() + SLACK_FIELDS)
                .set(UndertowOptions.MAX_PARAMETERS, Integer.MAX_VALUE)
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, limits.headerMs())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, limits.idleMs())
                .getMap();
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return socket.getLocalAddress(InetSocketAddress.class);
    }

    /** Accepts no more; the connections that there are go on. */
    void close() {
        IoUtils.safeClose(socket);
    }

    /** Closes all connections, whatever happens on them. */
    void closeConnections() {
        connections.closeConnections();
    }
}
