package dev.titan.server;

import dev.titan.config.Limits;
import dev.titan.server.hygiene.RequestHygiene;
import dev.titan.server.hygiene.StillConnections;
import dev.titan.server.hygiene.WatchingOpenListener;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import io.undertow.server.protocol.http2.Http2UpgradeHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/** A port that is listened on, and the connections that came of it. */
final class Listener {
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BUFFERS_PER_THREAD = 64;

    /** What lies above the limits of ours that Undertow must let pass, so that the client gets a problem instead of a bare 400. */
    private static final int SLACK_BYTES = 64 << 10;

    private static final int SLACK_FIELDS = 800;
    private static final int BACKLOG = 4096;

    private static final int HTTP2_STREAMS = 256;
    private static final int HTTP2_WEIGHT = 10;

    private final OpenListener connections;
    private final AcceptingChannel<? extends StreamConnection> socket;

    private Listener(OpenListener connections, AcceptingChannel<? extends StreamConnection> socket) {
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
     * @param portSetting what sets the port, to tell when it cannot be had
     * @param tls what proves who the server is; null for a port without TLS
     * @throws CannotListenException when the port is taken or may not be used, or there is no such address
     */
    static Listener open(
            ServerThreads threads,
            ByteBufferPool buffers,
            String host,
            int port,
            String portSetting,
            boolean http2,
            @Nullable SSLContext tls,
            Limits limits,
            HttpHandler handler)
            throws IOException {
        OptionMap options = options(http2, limits);
        HttpOpenListener http1 = new HttpOpenListener(buffers, options);
        http1.setRootHandler(http2 && tls == null ? upgradable(handler) : handler);
        DelegateOpenListener watching = new WatchingOpenListener(http1);
        OpenListener connections = http2 && tls != null ? negotiating(watching, buffers, options, handler) : watching;
        ChannelListener<StreamConnection> opening =
                new StillConnections(threads.worker(), (long) limits.idleMs() + limits.wallMs()).watching(connections);
        OptionMap socketOptions = OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, BACKLOG)
                .getMap();
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            AcceptingChannel<? extends StreamConnection> socket = tls == null
                    ? threads.worker()
                            .createStreamConnectionServer(
                                    address, ChannelListeners.openListenerAdapter(opening), socketOptions)
                    : secure(threads, tls, address, opening, socketOptions);
            socket.resumeAccepts();
            return new Listener(connections, socket);
        } catch (SocketException e) {
            throw CannotListenException.of(host, port, portSetting, e);
        }
    }

    /**
     * Takes a port and gives it back.
     *
     * @throws CannotListenException as {@link #open}
     */
    static void requirePort(String host, int port, String portSetting) throws IOException {
        // Bound but not listening, so that no client gets a connection of it.
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (SocketException e) {
            throw CannotListenException.of(host, port, portSetting, e);
        }
    }

    /** Lets the client choose between HTTP/2 and HTTP/1.1 in the TLS handshake (ALPN, RFC 7301). */
    private static OpenListener negotiating(
            DelegateOpenListener http1, ByteBufferPool buffers, OptionMap options, HttpHandler handler) {
        Http2OpenListener http2 = new Http2OpenListener(buffers, options);
        http2.setRootHandler(handler);
        return new AlpnOpenListener(buffers, options, http1).addProtocol(Http2OpenListener.HTTP2, http2, HTTP2_WEIGHT);
    }

    private static AcceptingChannel<? extends StreamConnection> secure(
            ServerThreads threads,
            SSLContext tls,
            InetSocketAddress address,
            ChannelListener<StreamConnection> opening,
            OptionMap socketOptions)
            throws IOException {
        XnioWorker worker = threads.worker();
        OptionMap options = OptionMap.builder()
                .addAll(socketOptions)
                .setSequence(Options.SSL_ENABLED_PROTOCOLS, "TLSv1.3", "TLSv1.2")
                .getMap();
        ChannelListener<AcceptingChannel<SslConnection>> accept = ChannelListeners.openListenerAdapter(opening);
        // With buffers of its own: a TLS record does not fit into ours.
        return new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, tls)
                .createSslConnectionServer(worker, address, accept, options);
    }

    /**
     * The upgrade from HTTP/1.1 is rare, and Undertow's handler for it looks for its fields in every request. One with a body stays what it is, as
     * the server is free to choose: the body would have to be kept until it is complete.
     */
    private static HttpHandler upgradable(HttpHandler handler) {
        HttpHandler upgrade = new Http2UpgradeHandler(handler);
        return exchange -> {
            if (exchange.getRequestHeaders().contains(Headers.UPGRADE)
                    && exchange.isRequestComplete()
                    && RequestHygiene.check(exchange) == null) {
                upgrade.handleRequest(exchange);
            } else {
                handler.handleRequest(exchange);
            }
        };
    }

    private static OptionMap options(boolean http2, Limits limits) {
        return OptionMap.builder()
                .set(UndertowOptions.ENABLE_HTTP2, http2)
                .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, HTTP2_STREAMS)
                .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
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
