package dev.titan.server.inspector;

import dev.titan.config.IpLiteral;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.util.Locale;

/**
 * Refuses pages that the author visits. Against DNS rebinding, where a page calls this server by a name of its own that resolves to 127.0.0.1, {@code Host} must be an IP address,
 * localhost or the name that is listened on: browsers say the page's name there. Against a page that has come by the id of a worker, {@code Origin} must be no site of the web.
 */
final class AllowedCaller implements HttpHandler {
    private final String host;
    private final HttpHandler next;

    /** @param host what is listened on */
    AllowedCaller(String host, HttpHandler next) {
        this.host = host;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        if (hosts == null || hosts.size() != 1 || !isAllowed(name(hosts.getFirst()))) {
            refuse(
                    exchange,
                    StatusCodes.BAD_REQUEST,
                    "Refused: the Host field must be an IP address, localhost, or the host given to --inspect");
            return;
        }
        HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
        if (origins != null && !(origins.size() == 1 && isAllowedOrigin(origins.getFirst()))) {
            refuse(
                    exchange,
                    StatusCodes.FORBIDDEN,
                    "Refused: a page of " + origins.getFirst() + " may not debug this process");
            return;
        }
        next.handleRequest(exchange);
    }

    private boolean isAllowed(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equalsIgnoreCase(host)
                || IpLiteral.parse(name) != null;
    }

    /** Debuggers send none, or one of their own such as {@code devtools://devtools}. */
    private boolean isAllowedOrigin(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http:") && !lower.startsWith("https:")) {
            return !lower.equals("null");
        }
        try {
            String authority = URI.create(lower).getRawAuthority();
            return authority != null && isAllowed(name(authority));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A Host field without port and brackets. */
    private static String name(String authority) {
        int port = authority.lastIndexOf(':');
        String name = port > authority.lastIndexOf(']') && port == authority.indexOf(':', authority.indexOf(']') + 1)
                ? authority.substring(0, port)
                : authority;
        boolean brackets = name.startsWith("[") && name.endsWith("]");
        return (brackets ? name.substring(1, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }

    private static void refuse(HttpServerExchange exchange, int status, String reason) {
        exchange.setStatusCode(status);
        exchange.setPersistent(false);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(reason + "\n");
    }
}
