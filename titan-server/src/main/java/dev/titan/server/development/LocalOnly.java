package dev.titan.server.development;

import dev.titan.config.IpLiteral;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Tells who may see what only the author should: programs and browsers of this machine that know the server by a local name. The names matter because of
 * DNS rebinding, where a page of any site calls this server by a name of its own that resolves to 127.0.0.1: the browser then says that name in Host.
 */
final class LocalOnly {
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final HttpString FETCH_MODE = new HttpString("Sec-Fetch-Mode");

    private LocalOnly() {}

    /** Why a request is refused, as a sentence for its sender, or an empty text if it may be answered. */
    static String refusal(HttpServerExchange exchange) {
        InetSocketAddress peer = exchange.getSourceAddress();
        if (peer.getAddress() == null || !peer.getAddress().isLoopbackAddress()) {
            return "Only this machine may ask for it, not " + peer.getHostString();
        }
        if (!isLocalHost(exchange)) {
            return "The Host field must name this machine: localhost, a name below it, 127.0.0.1 or [::1]";
        }
        HeaderValues origins = exchange.getRequestHeaders().get(Headers.ORIGIN);
        if (origins != null && !(origins.size() == 1 && isLocalOrigin(origins.getFirst()))) {
            return "The Origin field must name this machine: localhost, a name below it, 127.0.0.1 or [::1]";
        }
        if (origins == null && isEmbedded(exchange)) {
            return "A page of another site cannot embed it";
        }
        return "";
    }

    /** Whether a request calls the server by a local name. */
    static boolean isLocalHost(HttpServerExchange exchange) {
        HeaderValues hosts = exchange.getRequestHeaders().get(Headers.HOST);
        return hosts != null && hosts.size() == 1 && isLocalAuthority(hosts.getFirst());
    }

    /** {@code host} or {@code host:port} of this machine. */
    static boolean isLocalAuthority(String authority) {
        int port = authority.lastIndexOf(':');
        boolean hasPort =
                port > authority.lastIndexOf(']') && port == authority.indexOf(':', authority.indexOf(']') + 1);
        if (hasPort && !authority.substring(port + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        String host = (hasPort ? authority.substring(0, port) : authority).toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            // RFC 6761, section 6.3: browsers ask no name server for these.
            return host.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.');
        }
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String literal = brackets ? host.substring(1, host.length() - 1) : host;
        InetAddress address = IpLiteral.parse(literal);
        return address != null && address.isLoopbackAddress() && brackets == literal.contains(":");
    }

    private static boolean isLocalOrigin(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        for (String scheme : new String[] {"http://", "https://"}) {
            if (lower.startsWith(scheme)) {
                return isLocalAuthority(lower.substring(scheme.length()));
            }
        }
        return false;
    }

    /** Whether a page of another site loads it as a script, a frame or the like; following a link from there is its reader's wish. */
    private static boolean isEmbedded(HttpServerExchange exchange) {
        if (!"cross-site".equals(exchange.getRequestHeaders().getFirst(FETCH_SITE))) {
            return false;
        }
        boolean navigates = "navigate".equals(exchange.getRequestHeaders().getFirst(FETCH_MODE));
        return !(navigates && exchange.getRequestMethod().equals(Methods.GET));
    }
}
