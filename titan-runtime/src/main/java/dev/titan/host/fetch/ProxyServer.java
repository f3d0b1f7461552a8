package dev.titan.host.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that speaks HTTP. Immutable.
 *
 * @param user empty when it wants none
 */
record ProxyServer(String host, int port, String user, String password) {
    private static final int HTTP = 80;

    /**
     * @param variable of the environment, for the message
     * @throws IllegalArgumentException when the text names no such proxy; the message quotes it, without a password
     */
    static ProxyServer parse(String variable, String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
                int colon = info.indexOf(':');
                return new ProxyServer(
                        uri.getHost().replaceAll("[\\[\\]]", ""),
                        uri.getPort() < 0 ? HTTP : uri.getPort(),
                        decode(colon < 0 ? info : info.substring(0, colon)),
                        colon < 0 ? "" : decode(info.substring(colon + 1)));
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                variable + " is \"" + text.replaceAll("//.*@", "//***@")
                        + "\", which is not a proxy that can be used. Valid: \"http://proxy.example:3128\", \"http://user:password@proxy.example:3128\"");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The value of Proxy-Authorization (RFC 9110, section 11.7.2), or null. */
    @Nullable
    String authorization() {
        return user.isEmpty()
                ? null
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
