package dev.titan.server.content;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/** What a client says of content codings (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Whether the client takes gzip at least as gladly as no coding at all. */
    static boolean prefersGzip(HeaderMap request) {
        HeaderValues fields = request.get(Headers.ACCEPT_ENCODING);
        if (fields == null) {
            return false;
        }
        int gzip = -1;
        int identity = -1;
        int any = -1;
        for (String field : fields) {
            int at = 0;
            while (at < field.length()) {
                int end = field.indexOf(',', at);
                end = end < 0 ? field.length() : end;
                int semicolon = field.indexOf(';', at);
                int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
                String name = field.substring(at, nameEnd).trim();
                int weight = nameEnd == end ? 1000 : weight(field.substring(nameEnd + 1, end));
                if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")) {
                    gzip = Math.max(gzip, weight);
                } else if (name.equalsIgnoreCase("identity")) {
                    identity = weight;
                } else if (name.equals("*")) {
                    any = weight;
                }
                at = end + 1;
            }
        }
        int ours = gzip >= 0 ? gzip : any;
        // An unnamed identity is acceptable, but nothing says that it is preferred.
        return ours > 0 && ours >= identity;
    }

    /** A weight in thousandths; one that is malformed is 0, so that nobody gets what they may not understand. */
    private static int weight(String parameter) {
        String text = parameter.trim();
        if (text.length() < 3 || (text.charAt(0) | 0x20) != 'q' || text.charAt(1) != '=') {
            return 0;
        }
        int whole = text.charAt(2) - '0';
        if (whole != 0 && whole != 1 || text.length() > 7 || text.length() > 3 && text.charAt(3) != '.') {
            return 0;
        }
        int fraction = 0;
        for (int i = 4; i < 7; i++) {
            int digit = i < text.length() ? text.charAt(i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return 0;
            }
            fraction = fraction * 10 + digit;
        }
        return Math.min(1000, whole * 1000 + fraction);
    }
}
