package dev.titan.host.fetch;

import dev.titan.config.IpLiteral;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.host.HostThreads;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * All outgoing connections, on one thread of their own. What is not said to be safe for any thread is confined to it. No other thread of the server is needed for a fetch to
 * complete, so a worker may wait for one.
 */
final class HttpTransport implements AutoCloseable {
    /** Threads that ask the resolver of the system, which blocks, and decode large bodies. */
    private static final int BLOCKING_THREADS = 8;

    static {
        // Netty would follow one buffer in 128 by the stacks of those who touch it.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    /** What is offered in a TLS handshake (ALPN, RFC 7301). */
    static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final Limits.Fetch limits;
    private volatile NetPermission permission;
    private final Proxies proxies;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final ThreadPoolExecutor blocking;
    private final Map<OriginPool.Key, OriginPool> pools = new HashMap<>();
    private final Deadlines deadlines;
    private @Nullable SslContext tls;

    /** @param tls null for the authorities that the JDK trusts */
    HttpTransport(Limits.Fetch limits, NetPermission permission, Proxies proxies, @Nullable SslContext tls) {
        this.limits = limits;
        this.permission = permission;
        this.proxies = proxies;
        this.tls = tls;
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("titan-fetch", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
        deadlines = new Deadlines(loop, limits.totalMs());
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectMs());
        blocking = HostThreads.pool("titan-fetch-blocking", BLOCKING_THREADS);
    }

    Limits.Fetch limits() {
        return limits;
    }

    /** Any thread: for connections that are yet to be made. */
    void permit(NetPermission other) {
        permission = other;
    }

    NetPermission permission() {
        return permission;
    }

    Proxies proxies() {
        return proxies;
    }

    /** Any thread: runs tasks on the transport's thread. */
    EventLoop loop() {
        return loop;
    }

    /** Any thread: runs what blocks or takes long. */
    Executor blocking() {
        return blocking;
    }

    /** When the calls that are under way must have ended. */
    Deadlines deadlines() {
        return deadlines;
    }

    /** A copy to be given a handler. */
    Bootstrap bootstrap() {
        return bootstrap.clone();
    }

    SslContext tls() throws SSLException {
        SslContext context = tls;
        if (context == null) {
            context = SslContextBuilder.forClient()
                    .applicationProtocolConfig(PROTOCOLS)
                    .build();
            tls = context;
        }
        return context;
    }

    /** Sends the request of a call over a connection that is idle, or new, or waits until there is one. */
    void send(FetchCall call) {
        OriginPool.Key key = OriginPool.Key.of(call.request().url());
        pools.computeIfAbsent(key, k -> new OriginPool(this, k)).send(call);
    }

    /** A pool that has no connection left. */
    void forget(OriginPool.Key key) {
        pools.remove(key);
    }

    /** Any thread: the addresses of a host, in the resolver's order, at least one; fails with {@link UnknownHostException}. */
    CompletableFuture<InetAddress[]> resolve(String host) {
        InetAddress literal = IpLiteral.parse(host);
        if (literal != null) {
            return CompletableFuture.completedFuture(new InetAddress[] {literal});
        }
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                found.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    /** Any thread but its own: closes all connections and ends the threads; what is under way fails. */
    @Override
    public void close() {
        loop.execute(() -> List.copyOf(pools.values()).forEach(OriginPool::close));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
    }
}
