package dev.titan.server.netron;

import dev.titan.config.Limits;
import dev.titan.config.NetronConfig;
import dev.titan.runtime.ServiceCall.Kind;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.endpoint.Answers;
import dev.titan.server.endpoint.Endpoint;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.function.Function;
import org.xnio.XnioWorker;

/** The paths of Netron on the server's own port, for an app that has services. */
public final class NetronEndpoint implements Endpoint {
    private static final String ROOT = "/netron";
    private static final String INVOKE = "/netron/invoke";
    private static final String BATCH = "/netron/batch";
    private static final String DISCOVERY = "/netron/discovery";

    private final TitanRuntime runtime;
    private final HttpCalls http;
    private final Connections connections;
    private final PacketListeners listeners;
    private volatile boolean draining;

    /** @param ip tells the address of a client */
    public NetronEndpoint(
            TitanRuntime runtime, Limits limits, NetronConfig config, Function<HttpServerExchange, String> ip) {
        this.runtime = runtime;
        this.http = new HttpCalls(runtime, limits, ip);
        this.connections = new Connections(runtime, limits, config, ip);
        this.listeners = new PacketListeners(connections);
    }

    /**
     * Takes packets by TCP and a Unix socket, if the configuration says so.
     *
     * @throws UnixSocketException when the path cannot be had
     * @throws IOException when the port cannot
     */
    public void listen(XnioWorker worker, String host, NetronConfig config) throws IOException {
        listeners.open(worker, host, config);
    }

    @Override
    public boolean answers(String path) {
        return path.startsWith(ROOT)
                && (path.equals(INVOKE) || path.equals(BATCH) || path.equals(DISCOVERY) || path.equals(ROOT))
                && runtime.current().hasServices();
    }

    @Override
    public void answer(HttpServerExchange exchange, String requestId, String path, Answers answers) {
        switch (path) {
            case INVOKE -> http.answer(exchange, requestId, answers, Kind.INVOKE, draining);
            case BATCH -> http.answer(exchange, requestId, answers, Kind.BATCH, draining);
            case DISCOVERY -> http.answer(exchange, requestId, answers, Kind.DISCOVERY, draining);
            default -> connections.upgrade(exchange, requestId, answers);
        }
    }

    @Override
    public void drain() {
        draining = true;
        listeners.close();
        connections.drain();
    }

    @Override
    public int inFlight() {
        return connections.inFlight();
    }

    @Override
    public boolean giveUp() {
        connections.end();
        return connections.isEmpty();
    }
}
