package dev.titan.host.fetch;

import dev.titan.host.OperationException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The connections to one origin, at most {@code limits.fetch.perHost}, and the calls that wait for one, first come, first served. Confined to the transport's thread. */
final class OriginPool {
    /** How long a connection is kept for the next call. Below the five seconds after which many servers close. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int MOST_HEADER_BYTES = 64 << 10;

    /** Scheme, host and port. */
    record Key(boolean secure, String host, int port) {
        static Key of(FetchUrl url) {
            return new Key(url.secure(), url.host(), url.port());
        }
    }

    private final HttpTransport transport;
    private final Key key;

    /** By which the origin is reached; null for none. */
    private final @Nullable ProxyServer proxy;

    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Set<HttpConnection> connections = new HashSet<>();
    private final Set<Http2Session> sessions = new LinkedHashSet<>();
    private final Deque<FetchCall> waiting = new ArrayDeque<>();
    private int open;
    private boolean sweeping;

    OriginPool(HttpTransport transport, Key key) {
        this.transport = transport;
        this.key = key;
        this.proxy = transport.proxies().forOrigin(key);
    }

    void send(FetchCall call) {
        HttpConnection connection = idle.pollLast();
        Http2Session session = connection == null ? session() : null;
        if (connection != null) {
            connection.send(call);
        } else if (session != null) {
            session.send(call);
        } else if (open < transport.limits().perHost()) {
            connect(call);
        } else {
            waiting.addLast(call);
        }
    }

    private @Nullable Http2Session session() {
        for (Http2Session session : sessions) {
            if (session.hasRoom()) {
                return session;
            }
        }
        return null;
    }

    /** Sends again what a connection that had been idle did not take. */
    void resend(FetchCall call) {
        Http2Session session = session();
        if (session != null) {
            session.send(call);
        } else if (open < transport.limits().perHost()) {
            connect(call);
        } else {
            waiting.addFirst(call);
        }
    }

    private void connect(FetchCall call) {
        open++;
        FetchUrl url = call.request().url();
        transport.resolve(key.host()).whenComplete((addresses, error) -> {
            if (transport.loop().inEventLoop()) {
                resolved(call, url, addresses, error);
            } else {
                transport.loop().execute(() -> resolved(call, url, addresses, error));
            }
        });
    }

    private void resolved(FetchCall call, FetchUrl url, InetAddress @Nullable [] addresses, @Nullable Throwable error) {
        boolean named = proxy != null && transport.permission().names(key.host(), key.port());
        if (addresses == null && !named) {
            failed(call, FetchErrors.unknownHost(key.host(), error));
            return;
        }
        if (proxy != null) {
            // The proxy resolves the name itself; what it means here says whether it is asked to.
            if (named || addresses != null && Stream.of(addresses).anyMatch(this::isAllowed)) {
                connect(call, url, proxy);
            } else if (addresses != null) {
                failed(call, FetchErrors.forbidden(url, addresses[0]));
            }
            return;
        }
        if (addresses == null) {
            return;
        }
        List<InetAddress> allowed = Stream.of(addresses).filter(this::isAllowed).toList();
        if (allowed.isEmpty()) {
            failed(call, FetchErrors.forbidden(url, addresses[0]));
        } else {
            connect(call, url, new ArrayDeque<>(allowed));
        }
    }

    HttpTransport transport() {
        return transport;
    }

    private boolean isAllowed(InetAddress address) {
        return transport.permission().allows(key.host(), key.port(), address);
    }

    /** By way of a proxy, whose own address needs no permission: who runs the server has named it. */
    private void connect(FetchCall call, FetchUrl url, ProxyServer by) {
        transport
                .resolve(by.host())
                .whenComplete((addresses, error) -> transport.loop().execute(() -> {
                    if (addresses == null) {
                        failed(call, FetchErrors.proxy(by, "no address is known for it", error));
                    } else {
                        connect(call, url, new ArrayDeque<>(List.of(addresses)));
                    }
                }));
    }

    /** Tries the addresses in turn. */
    private void connect(FetchCall call, FetchUrl url, Deque<InetAddress> addresses) {
        InetAddress address = addresses.removeFirst();
        InetSocketAddress first = new InetSocketAddress(address, proxy == null ? key.port() : proxy.port());
        boolean tunnel = proxy != null && key.secure();
        HttpConnection connection = new HttpConnection(this, tunnel ? null : proxy);
        ChannelFuture connecting = transport
                .bootstrap()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws SSLException {
                        if (tunnel && proxy != null) {
                            channel.pipeline().addLast(tunnel(proxy, first));
                        }
                        if (key.secure()) {
                            channel.pipeline().addLast(tls(channel), new Unspoken());
                        } else {
                            addHttp1(channel, connection);
                        }
                    }
                })
                .disableResolver()
                .connect(tunnel ? InetSocketAddress.createUnresolved(key.host(), key.port()) : first);
        call.onAbandon(connecting.channel());
        connecting.addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                if (!addresses.isEmpty() && !call.over()) {
                    connect(call, url, addresses);
                } else {
                    failed(call, cause(url, done.cause()));
                }
            } else if (tunnel) {
                then(
                        done.channel().pipeline().get(HttpProxyHandler.class).connectFuture(),
                        done.channel(),
                        call,
                        () -> shake(done.channel(), connection, call));
            } else if (key.secure()) {
                shake(done.channel(), connection, call);
            } else {
                connected(connection, call);
            }
        });
    }

    private static void addHttp1(Channel channel, HttpConnection connection) {
        HttpDecoderConfig config =
                new HttpDecoderConfig().setMaxHeaderSize(MOST_HEADER_BYTES).setMaxInitialLineLength(MOST_HEADER_BYTES);
        channel.pipeline().addLast(new HttpClientCodec(config, false, false), connection);
    }

    private void shake(Channel channel, HttpConnection connection, FetchCall call) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        then(handler.handshakeFuture(), channel, call, () -> {
            channel.pipeline().remove(Unspoken.class);
            if (ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol())) {
                begin(new Http2Session(this, channel), call);
            } else {
                addHttp1(channel, connection);
                connected(connection, call);
            }
        });
    }

    private void begin(Http2Session session, FetchCall call) {
        sessions.add(session);
        session.watch();
        call.onAbandon(null);
        if (!call.over()) {
            session.send(call);
        }
        released(session);
    }

    /** A session has room for more. */
    void released(Http2Session session) {
        FetchCall next;
        while (session.hasRoom() && (next = nextWaiting()) != null) {
            session.send(next);
        }
    }

    /** A session has been closed. */
    void closed(Http2Session session) {
        if (sessions.remove(session)) {
            closed();
        }
    }

    /** Goes on when a step of connecting is done. */
    private void then(Future<Channel> step, Channel channel, FetchCall call, Runnable next) {
        step.addListener(done -> {
            if (done.isSuccess()) {
                next.run();
            } else {
                channel.close();
                failed(call, cause(call.request().url(), done.cause()));
            }
        });
    }

    /** CONNECT (RFC 9110, section 9.3.6). */
    private HttpProxyHandler tunnel(ProxyServer by, InetSocketAddress address) {
        HttpProxyHandler handler = by.user().isEmpty()
                ? new HttpProxyHandler(address)
                : new HttpProxyHandler(address, by.user(), by.password());
        handler.setConnectTimeoutMillis(transport.limits().connectMs());
        return handler;
    }

    private SslHandler tls(Channel channel) throws SSLException {
        SslHandler handler = transport.tls().newHandler(channel.alloc(), key.host(), key.port());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(transport.limits().connectMs());
        return handler;
    }

    private OperationException cause(FetchUrl url, Throwable thrown) {
        if (proxy != null && (thrown instanceof ProxyConnectException || !key.secure())) {
            return FetchErrors.proxy(proxy, "it did not connect to " + url.authority(), thrown);
        }
        boolean late = thrown instanceof ConnectTimeoutException || thrown instanceof SslHandshakeTimeoutException;
        return late
                ? FetchErrors.connectTimeout(url, transport.limits().connectMs())
                : FetchErrors.of(url, false, thrown);
    }

    private void connected(HttpConnection connection, FetchCall call) {
        connections.add(connection);
        if (call.over()) {
            idle(connection);
        } else {
            connection.send(call);
        }
    }

    /** No connection came of it. */
    private void failed(FetchCall call, OperationException why) {
        call.fail(why);
        closed();
    }

    /** A connection is ready for the next call. */
    void idle(HttpConnection connection) {
        FetchCall next = nextWaiting();
        if (next != null) {
            connection.send(next);
            return;
        }
        connection.idleSince = System.nanoTime();
        idle.addLast(connection);
        if (!sweeping) {
            sweeping = true;
            transport.loop().schedule(this::sweep, IDLE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        long now = System.nanoTime();
        HttpConnection first;
        while ((first = idle.peekFirst()) != null) {
            long left = first.idleSince + IDLE_NANOS - now;
            if (left > 0) {
                sweeping = true;
                transport.loop().schedule(this::sweep, left, TimeUnit.NANOSECONDS);
                return;
            }
            idle.removeFirst();
            first.close();
        }
    }

    /** A connection that was established has been closed. */
    void closed(HttpConnection connection) {
        if (connections.remove(connection)) {
            idle.remove(connection);
            closed();
        }
    }

    private void closed() {
        open--;
        FetchCall next = nextWaiting();
        if (next != null) {
            // Not at once: a connection may fail at once, and a thousand may be waiting.
            transport.loop().execute(() -> resend(next));
        } else if (open == 0) {
            transport.forget(key);
        }
    }

    private @Nullable FetchCall nextWaiting() {
        FetchCall next;
        do {
            next = waiting.pollFirst();
        } while (next != null && next.over());
        return next;
    }

    void close() {
        FetchCall next;
        while ((next = nextWaiting()) != null) {
            next.fail(FetchErrors.aborted());
        }
        List.copyOf(connections).forEach(HttpConnection::close);
        List.copyOf(sessions).forEach(Http2Session::close);
    }
}
