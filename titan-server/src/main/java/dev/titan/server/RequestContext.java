package dev.titan.server;

import dev.titan.config.Limits;
import dev.titan.config.Sockets;
import dev.titan.runtime.TitanRuntime;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;

/**
 * What all requests of a server share. Immutable.
 *
 * @param runtime runs the actions
 * @param responder writes the answers
 * @param limits what no request may exceed
 * @param sockets what WebSockets of actions may take
 * @param proxies whose word about the client is believed
 * @param fileThreshold bytes of an uploaded file that are kept in memory
 * @param watched whether a {@link RequestWatch} wants to know of invocations
 * @param recorded whether {@link RecordedRequests} records spans
 */
record RequestContext(
        TitanRuntime runtime,
        Responder responder,
        Limits limits,
        Sockets sockets,
        TrustedProxies proxies,
        long fileThreshold,
        boolean watched,
        boolean recorded) {

    /** Who sent a request, and by which name they know this server. */
    ClientAddress client(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        return proxies.client(
                peer(exchange), exchange.getRequestScheme(), host == null ? "" : host, exchange.getRequestHeaders());
    }

    /** The other end of the connection. */
    static InetAddress peer(HttpServerExchange exchange) {
        return exchange.getSourceAddress().getAddress();
    }
}
