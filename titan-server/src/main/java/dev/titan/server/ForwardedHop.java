package dev.titan.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One element of a {@code Forwarded} field (RFC 7239): what one proxy says of the request that reached it. Immutable.
 *
 * @param node who called the proxy; empty when it does not say
 * @param proto the scheme it was called by
 * @param host the Host field it received
 */
record ForwardedHop(
        String node, @Nullable String proto, @Nullable String host) {

    /**
     * Reads the elements of all fields, in their order.
     *
     * @return empty when any of the fields is malformed
     */
    static List<ForwardedHop> parse(List<String> fields) {
        List<ForwardedHop> hops = new ArrayList<>();
        for (String field : fields) {
            if (!new Reader(field).read(hops)) {
                return List.of();
            }
        }
        return hops;
    }

    /** Reads one field. Confined to the thread that made it. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean read(List<ForwardedHop> hops) {
            do {
                String node = "";
                String proto = null;
                String host = null;
                do {
                    skipSpace();
                    String name = token();
                    if (name.isEmpty() || !accept('=')) {
                        return false;
                    }
                    String value = peek() == '"' ? quoted() : token();
                    if (value == null) {
                        return false;
                    }
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case "for" -> node = value;
                        case "proto" -> proto = value;
                        case "host" -> host = value;
                        default -> {}
                    }
                    skipSpace();
                } while (accept(';'));
                hops.add(new ForwardedHop(node, proto, host));
            } while (accept(','));
            return at == text.length();
        }

        /** Ends at what RFC 9110 keeps out of tokens; more lenient in that it takes ':' and brackets, which many proxies do not quote. */
        private String token() {
            int start = at;
            while (at < text.length() && text.charAt(at) > ' ' && "\",;=".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private @Nullable String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return value.toString();
                }
                if (c == '\\' && ++at == text.length()) {
                    return null;
                }
                value.append(text.charAt(at));
            }
            return null;
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : -1;
        }

        private boolean accept(char c) {
            boolean found = peek() == c;
            if (found) {
                at++;
            }
            return found;
        }

        private void skipSpace() {
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
        }
    }
}
