package dev.titan.server.inspector;

import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import dev.titan.server.CannotListenException;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/**
 * The inspector's port: {@code /json} lists the workers, {@code /<id>} is the WebSocket of one. It has a thread of its own, so that it answers whatever the server's and the workers'
 * threads are held by. Whoever reaches it can run any code in the workers: what guards it is that it listens on loopback unless told otherwise, that ids cannot be guessed, and
 * {@link AllowedCaller}.
 *
 * <p>Safe for use by many threads.
 */
public final class InspectorServer implements AutoCloseable {
    private static final String SETTING = "--inspect=<port>";

    private final Undertow undertow;
    private final String host;
    private final int port;

    private InspectorServer(Undertow undertow, String host) {
        this.undertow = undertow;
        this.host = host;
        this.port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /**
     * Listens.
     *
     * @param host a name or an IP address
     * @param port 0 lets the system choose
     * @throws CannotListenException when the port is taken or may not be used, or there is no such address
     */
    public static InspectorServer open(String host, int port, InspectorTargets targets) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, address.getHostAddress())
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setHandler(new AllowedCaller(host, new InspectorHandler(targets)))
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            undertow.stop();
            if (e.getCause() instanceof SocketException socket) {
                throw CannotListenException.of(host, port, SETTING, socket);
            }
            throw e;
        }
        return new InspectorServer(undertow, host);
    }

    /** The TCP port that it listens on. */
    public int port() {
        return port;
    }

    /** The URL of a worker's WebSocket. */
    public String url(InspectorTarget target) {
        return "ws://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + target.id();
    }

    /** Closes the port and all connections; the workers go on. */
    @Override
    public void close() {
        undertow.stop();
    }
}
