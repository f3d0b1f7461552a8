package dev.titan.server;

import dev.titan.config.Cidr;
import dev.titan.config.Limits;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.host.trace.Tracer;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.endpoint.Endpoint;
import dev.titan.server.netron.NetronEndpoint;
import dev.titan.server.netron.UnixSocketException;
import dev.titan.server.telemetry.Telemetry;
import dev.titan.server.tls.TlsContext;
import dev.titan.server.tls.TlsException;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Xnio;

/**
 * A running server: Undertow in front of a runtime. It is made before the runtime loads an app, because each of its I/O threads gets an isolate of the
 * runtime's; it listens from {@link #start} on, and closes the runtime when it stops, since those isolates live on its threads.
 *
 * <p>Safe for use by any thread but its own I/O threads.
 */
public final class TitanServer {
    private static final Logger LOG = LoggerFactory.getLogger(TitanServer.class);

    /** How long connections without a request are kept while draining: a client may be about to send one. */
    private static final long IDLE_GRACE_MILLIS = 500;

    private static final String PORT_SETTING = "--port or PORT";
    /** The endpoint goes away (RFC 6455, section 7.4.1). */
    private static final int GOING_AWAY = 1001;

    private static final long CANCEL_MILLIS = 1_000;
    private static final long POLL_NANOS = 2_000_000;

    private final TitanConfig config;
    private final Mode mode;
    private final TitanRuntime runtime;
    private final ServerThreads threads;
    private final IoLoop[] loops;
    private final Responder responder;
    private final Health health;
    private final NetronEndpoint netron;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final HttpHandler handler;
    private final @Nullable AccessLog accessLog;
    private final ManagementHandler management;
    private final ByteBufferPool buffers = Listener.buffers();
    private final List<Listener> listeners = new ArrayList<>();
    private boolean stopped;

    private TitanServer(
            TitanConfig config,
            Mode mode,
            TitanRuntime runtime,
            PublicFiles files,
            @Nullable RuntimeMetrics metrics,
            @Nullable Development development)
            throws IOException {
        this.config = config;
        this.mode = mode;
        this.runtime = runtime;
        this.threads = new ServerThreads(config.effectiveWorkers());
        this.loops = new IoLoop[threads.ioThreads()];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = new IoLoop(i);
            runtime.attachInPlace(i, threads.ioThread(i));
        }
        RequestListener listener = development == null ? null : development.requests();
        this.responder = new Responder(
                mode == Mode.DEVELOPMENT,
                development == null ? ErrorPages.NONE : development.errors(),
                config.server().compression(),
                files,
                Stream.concat(config.permissions().read().stream(), config.permissions().write().stream())
                        .toList());
        TrustedProxies proxies = new TrustedProxies(
                config.server().trustedProxies().stream().map(Cidr::parse).toList());
        RequestContext context = new RequestContext(
                runtime,
                responder,
                config.limits(),
                config.sockets(),
                proxies,
                config.server().multipartFileThresholdBytes(),
                listener != null,
                runtime.tracer() != null);
        this.health = new Health(runtime);
        endpoints.add(health);
        this.netron = new NetronEndpoint(
                runtime,
                config.limits(),
                config.netron(),
                exchange -> context.client(exchange).ip());
        endpoints.add(netron);
        if (development != null) {
            endpoints.add(development.endpoint());
        }
        this.management = new ManagementHandler(runtime, responder, health, loops, metrics);
        HttpHandler root = new RootHandler(context, endpoints, loops);
        HttpHandler answering = config.server().cors().enabled()
                ? new CorsHandler(config.server().cors(), root)
                : root;
        this.accessLog = config.server().accessLog() ? new AccessLog(proxies, answering) : null;
        HttpHandler logged = accessLog == null ? answering : accessLog;
        HttpHandler watched = listener == null ? logged : new RequestWatch(listener, logged);
        Tracer tracer = runtime.tracer();
        this.handler = tracer == null ? watched : new RecordedRequests(tracer, proxies, watched);
    }

    /**
     * Makes a server that does not listen yet, and attaches its I/O threads to the runtime.
     *
     * @param mode what clients are shown of errors
     * @param runtime without an app
     * @param files what is sent as it is
     * @throws IOException when the system grants no selector
     */
    public static TitanServer create(TitanConfig config, Mode mode, TitanRuntime runtime, PublicFiles files)
            throws IOException {
        return new TitanServer(config, mode, runtime, files, null, null);
    }

    /** The same for an app that its author works at, with what only development has, at the cost of a few objects for each request. */
    public static TitanServer create(
            TitanConfig config, TitanRuntime runtime, PublicFiles files, Development development) throws IOException {
        return new TitanServer(config, Mode.DEVELOPMENT, runtime, files, null, development);
    }

    /** The same, with metrics that listen to the runtime. */
    static TitanServer create(
            TitanConfig config, Mode mode, TitanRuntime runtime, PublicFiles files, RuntimeMetrics metrics)
            throws IOException {
        return new TitanServer(config, mode, runtime, files, metrics, null);
    }

    /** Loads the classes that every server needs, which takes a while in a new process: meant to run beside what else the start has to do. */
    public static void warmUp() {
        Xnio.getInstance(TitanServer.class.getClassLoader());
        Listener.warmUp();
    }

    /**
     * Tells early what {@link #start} would find: whether the port can be had now. Nothing listens meanwhile.
     *
     * @throws CannotListenException when the port is taken or may not be used, or there is no such address
     */
    public static void requirePort(TitanConfig.Server server) throws IOException {
        Listener.requirePort(server.host(), server.port(), PORT_SETTING);
    }

    /**
     * Listens. The runtime has an app by now.
     *
     * @return the bound address
     * @throws CannotListenException when the port is taken or may not be used, or there is no such address
     * @throws TlsException when the certificate or its key cannot be used
     * @throws IOException when the system refuses for another reason
     */
    public synchronized InetSocketAddress start() throws IOException {
        TitanConfig.Server server = config.server();
        SSLContext tls = server.tls().enabled() ? TlsContext.of(server.tls(), Path.of("")) : null;
        Listener listener = Listener.open(
                threads,
                buffers,
                server.host(),
                server.port(),
                PORT_SETTING,
                server.http2(),
                tls,
                config.limits(),
                handler);
        listeners.add(listener);
        try {
            netron.listen(threads.worker(), server.host(), config.netron());
        } catch (UnixSocketException e) {
            throw CannotListenException.of(e);
        } catch (SocketException e) {
            throw CannotListenException.of(server.host(), config.netron().tcp(), "netron.tcp", e);
        }
        if (server.managementPort() > 0) {
            listeners.add(Listener.open(
                    threads,
                    buffers,
                    "127.0.0.1",
                    server.managementPort(),
                    "--management-port",
                    false,
                    null,
                    config.limits(),
                    management));
        }
        return listener.address();
    }

    /** Has its metrics exported. */
    public void export(Telemetry telemetry) {
        telemetry.measure(() -> management.metrics().samples());
    }

    /** Requests and calls accepted and not yet answered. */
    public int inFlight() {
        int sum = 0;
        for (IoLoop loop : loops) {
            sum += loop.inFlight();
        }
        for (Endpoint endpoint : endpoints) {
            sum += endpoint.inFlight();
        }
        return sum;
    }

    /**
     * Stops gracefully: answers "not ready", accepts no more connections, finishes what was accepted, cancels what takes longer than {@link
     * Limits#shutdownMs}, then closes the runtime. Blocks until all of that is done. A second call does nothing.
     *
     * @return whether everything accepted was finished in time
     */
    public synchronized boolean stop() {
        if (stopped) {
            return true;
        }
        stopped = true;
        long start = System.nanoTime();
        long deadline = start + TimeUnit.MILLISECONDS.toNanos(config.limits().shutdownMs());
        endpoints.forEach(Endpoint::drain);
        listeners.forEach(Listener::close);
        runtime.closeSockets(GOING_AWAY, "the server stops");
        // Only now are clients told to close: those who would connect again at once must find the port closed, not a
        // backlog that goes with it.
        responder.drain();
        long grace = listeners.isEmpty() || mode == Mode.DEVELOPMENT ? 0 : IDLE_GRACE_MILLIS;
        awaitIdle(Math.min(deadline, start + TimeUnit.MILLISECONDS.toNanos(grace)), true);
        boolean finished = awaitIdle(deadline, false)
                && drainRuntime(Math.max(deadline, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CANCEL_MILLIS)));
        if (!finished) {
            int late = inFlight();
            LOG.warn(
                    "{} not ended within the {} ms of limits.shutdownMs and {} cancelled",
                    late == 0
                            ? "Work given to req.waitUntil has"
                            : late == 1 ? "One request has" : late + " requests have",
                    config.limits().shutdownMs(),
                    late > 1 ? "are" : "is");
            for (int i = 0; i < loops.length; i++) {
                threads.ioThread(i).execute(loops[i]::cancelWaiting);
            }
            endpoints.forEach(Endpoint::giveUp);
            awaitIdle(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CANCEL_MILLIS), false);
        }
        awaitFarewells(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CANCEL_MILLIS));
        listeners.forEach(Listener::closeConnections);
        runtime.close();
        threads.worker().shutdown();
        if (accessLog != null) {
            accessLog.close();
        }
        return finished;
    }

    /**
     * Waits until nothing is in flight.
     *
     * @param whole wait until the deadline even if nothing is
     * @return whether nothing is
     */
    private boolean awaitIdle(long deadline, boolean whole) {
        while (whole || inFlight() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return inFlight() == 0;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    /** Waits until the connections of endpoints have closed, so that each has got what was sent last. */
    private void awaitFarewells(long deadline) {
        for (Endpoint endpoint : endpoints) {
            while (!endpoint.giveUp() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private boolean drainRuntime(long deadline) {
        try {
            runtime.drain().toCompletableFuture().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.error("The runtime could not finish its work", e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
