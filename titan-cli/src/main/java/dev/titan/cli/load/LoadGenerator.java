package dev.titan.cli.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Loads a server in a closed loop: each connection has one request under way, and sends the next when the answer to it is whole. So a server that is slow is asked less often, and
 * what a request would have waited for its turn is in no latency.
 */
public final class LoadGenerator {
    private static final int CONNECT_MILLIS = 10_000;

    static {
        // Netty would follow one buffer in 128 by the stacks of those who touch it.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final LoadTarget target;
    private final LoadPlan plan;
    private final LongSupplier serverCpu;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile boolean measuring;

    /** @param serverCpu nanoseconds that the server's process has computed up to now; -1 when that is not known */
    public LoadGenerator(LoadTarget target, LoadPlan plan, LongSupplier serverCpu) {
        this.target = target;
        this.plan = plan;
        this.serverCpu = serverCpu;
    }

    /**
     * Opens the connections and sends a request over and over, first to warm up and then to measure. Returns when the time of both is over, whatever is answered.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public LoadResult run(LoadRequest request) throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                plan.threads(),
                new DefaultThreadFactory("titan-load", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ByteBuf bytes = Unpooled.directBuffer().writeBytes(request.bytes(target));
        Bootstrap bootstrap = new Bootstrap()
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
        try {
            List<LoadLoop> loops = new ArrayList<>();
            long[] ids = new long[plan.threads()];
            for (int i = 0; i < plan.threads(); i++) {
                EventLoop loop = group.next();
                ids[i] = loop.submit(() -> Thread.currentThread().getId()).get();
                loops.add(new LoadLoop(
                        loop,
                        bootstrap,
                        target.address(),
                        target,
                        target.tls() ? trusting() : null,
                        request.method(),
                        bytes,
                        () -> measuring));
            }
            return measure(loops, ids);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            measuring = false;
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
            bytes.release();
        }
    }

    private LoadResult measure(List<LoadLoop> loops, long... threadIds) throws InterruptedException {
        List<CountDownLatch> opened = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            int less = plan.connections() / loops.size();
            opened.add(loops.get(i).begin(i < plan.connections() % loops.size() ? less + 1 : less));
        }
        for (CountDownLatch each : opened) {
            each.await();
        }
        TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
        long begun = System.nanoTime();
        long serverBefore = serverCpu.getAsLong();
        long ownBefore = cpu(threadIds);
        measuring = true;
        TimeUnit.NANOSECONDS.sleep(plan.measured().toNanos());
        measuring = false;
        long serverAfter = serverCpu.getAsLong();
        long own = cpu(threadIds) - ownBefore;
        long nanos = System.nanoTime() - begun;
        Tally all = new Tally();
        for (LoadLoop loop : loops) {
            all.add(loop.end());
        }
        return new LoadResult(
                nanos / 1e9,
                all.answers(),
                all.latencies(),
                all.waiting(),
                serverBefore < 0 || serverAfter < 0 ? -1 : serverAfter - serverBefore,
                (double) own / nanos / loops.size());
    }

    private long cpu(long... threadIds) {
        long sum = 0;
        for (long id : threadIds) {
            sum += Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    /** For a server of the author's own, whose certificate hardly anybody has signed. */
    private static SslContext trusting() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
