package dev.titan.server.development;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Locale;

/** Tells people from programs by what they accept (RFC 9110, section 12.5.1). */
final class AcceptHtml {
    private static final int UNNAMED = -1;

    private AcceptHtml() {}

    /** Whether a client names HTML and takes it at least as gladly as JSON. A browser does for a page; for {@code fetch()} it says that anything will do. */
    static boolean preferred(HttpServerExchange exchange) {
        HeaderValues fields = exchange.getRequestHeaders().get(Headers.ACCEPT);
        return fields != null && preferred(String.join(",", fields));
    }

    static boolean preferred(String accept) {
        double html = UNNAMED;
        double json = UNNAMED;
        for (String range : accept.split(",")) {
            String[] parts = range.split(";");
            double weight = weight(parts);
            switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
                case "text/html", "application/xhtml+xml" -> html = Math.max(html, weight);
                case "application/json", "application/problem+json" -> json = Math.max(json, weight);
                default -> {}
            }
        }
        return html > 0 && html >= json;
    }

    /** A weight that is malformed is 0. */
    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                return parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
                        ? Double.parseDouble(parameter.substring(2))
                        : 0;
            }
        }
        return 1;
    }
}
