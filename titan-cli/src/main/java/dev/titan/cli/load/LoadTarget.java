package dev.titan.cli.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * A server that is loaded. Immutable.
 *
 * @param tls whether it is reached by TLS; its certificate is not checked
 * @param host a name or an address, an IPv6 one without brackets
 * @param port of TCP
 */
public record LoadTarget(boolean tls, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** One on this machine. */
    public static LoadTarget ofThisMachine(boolean tls, int port) {
        return new LoadTarget(tls, InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /**
     * That of a URL.
     *
     * @throws IllegalArgumentException when it is not of http or https, or names no host
     */
    public static LoadTarget of(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean tls = scheme.equals("https");
        if (host == null || !tls && !scheme.equals("http")) {
            throw new IllegalArgumentException("not a URL of http or https: " + url);
        }
        int port = url.getPort() >= 0 ? url.getPort() : tls ? HTTPS : HTTP;
        return new LoadTarget(tls, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    /** What the header Host says. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    /** The address as the resolver of the system has it now; unresolved when it has none. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /** The URL of the server, without a slash at its end. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }
}
