package dev.titan.server;

import dev.titan.host.trace.RequestHead;
import dev.titan.host.trace.Span;
import dev.titan.host.trace.Tracer;
import dev.titan.server.endpoint.ExchangeSpan;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;

/** Records each request that another handler answers as a span, but for those that only ask how the server is. */
final class RecordedRequests implements HttpHandler {
    private static final HttpString TRACEPARENT = new HttpString("traceparent");
    private static final HttpString TRACESTATE = new HttpString("tracestate");
    private static final int CLIENT_GONE = 499;

    private final Tracer tracer;
    private final TrustedProxies proxies;
    private final HttpHandler next;

    RecordedRequests(Tracer tracer, TrustedProxies proxies, HttpHandler next) {
        this.tracer = tracer;
        this.proxies = proxies;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!isOwn(exchange.getRequestURI())) {
            Span span = tracer.request(head(exchange));
            ExchangeSpan.put(exchange, span);
            exchange.addExchangeCompleteListener((done, following) -> {
                span.end(done.isResponseStarted() ? done.getStatusCode() : CLIENT_GONE);
                following.proceed();
            });
        }
        next.handleRequest(exchange);
    }

    private static boolean isOwn(String path) {
        return path.equals("/livez") || path.equals("/readyz") || path.startsWith("/__titan");
    }

    private RequestHead head(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String host = first(headers, Headers.HOST);
        ClientAddress client =
                proxies.client(RequestContext.peer(exchange), exchange.getRequestScheme(), host, headers);
        return new RequestHead(
                exchange.getRequestMethod().toString(),
                AccessLog.visible(exchange.getRequestURI()),
                client.scheme(),
                client.host(),
                client.ip(),
                version(exchange.getProtocol()),
                first(headers, Headers.USER_AGENT),
                first(headers, TRACEPARENT),
                all(headers, TRACESTATE));
    }

    private static String version(HttpString protocol) {
        return protocol.equals(Protocols.HTTP_2_0) ? "2" : protocol.toString().replaceFirst("^HTTP/", "");
    }

    private static String first(HeaderMap headers, HttpString name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static String all(HeaderMap headers, HttpString name) {
        HeaderValues values = headers.get(name);
        return values == null ? "" : String.join(",", values);
    }
}
