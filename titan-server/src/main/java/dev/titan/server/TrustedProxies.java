package dev.titan.server;

import dev.titan.config.Cidr;
import dev.titan.config.IpLiteral;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word about the client is believed. Immutable.
 *
 * <p>Every proxy appends the address it was called from, so the addresses are read from the right for as long as the one that reported them
 * is trusted: the rightmost untrusted address is the client, and whatever stands to the left of it the client may have made up. An entry
 * that is no address ends the reading. Scheme and host are taken from the same place.
 *
 * <p>{@code Forwarded} (RFC 7239) and {@code X-Forwarded-*} are two chains. A proxy that writes one lets the other pass as the client sent
 * it, and nothing tells which is which; if both are there and name different clients, neither is believed.
 */
final class TrustedProxies {
    private static final HttpString FORWARDED = new HttpString("Forwarded");
    private static final HttpString FORWARDED_FOR = new HttpString("X-Forwarded-For");
    private static final HttpString FORWARDED_PROTO = new HttpString("X-Forwarded-Proto");
    private static final HttpString FORWARDED_HOST = new HttpString("X-Forwarded-Host");

    private final Cidr[] blocks;

    /** Trusts the addresses in these blocks. */
    TrustedProxies(List<Cidr> blocks) {
        this.blocks = blocks.toArray(Cidr[]::new);
    }

    /** Whether this address is a trusted proxy. */
    boolean contains(InetAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The client behind a request.
     *
     * @param peer who is at the other end of the connection
     * @param scheme what the connection speaks
     * @param host the Host field, empty when there is none
     * @param headers the request's
     */
    ClientAddress client(InetAddress peer, String scheme, String host, HeaderMap headers) {
        if (blocks.length == 0 || !contains(peer)) {
            return new ClientAddress(IpLiteral.format(peer), scheme, host);
        }
        List<ForwardedHop> standard = ForwardedHop.parse(values(headers, FORWARDED));
        List<String> chain = values(headers, FORWARDED_FOR);
        boolean extended = !chain.isEmpty() || headers.contains(FORWARDED_PROTO) || headers.contains(FORWARDED_HOST);
        if (!standard.isEmpty() && extended) {
            Walk one = walk(peer, standard.stream().map(ForwardedHop::node).toList());
            if (!one.client.equals(walk(peer, chain).client)) {
                return new ClientAddress(IpLiteral.format(peer), scheme, host);
            }
        }
        if (extended) {
            return byExtension(walk(peer, chain), scheme, host, headers);
        }
        return standard.isEmpty()
                ? new ClientAddress(IpLiteral.format(peer), scheme, host)
                : byStandard(peer, scheme, host, standard);
    }

    private ClientAddress byExtension(Walk walk, String scheme, String host, HeaderMap headers) {
        String proto = scheme(fromRight(values(headers, FORWARDED_PROTO), walk.hops));
        String name = host(fromRight(values(headers, FORWARDED_HOST), walk.hops));
        return new ClientAddress(
                IpLiteral.format(walk.client), proto == null ? scheme : proto, name == null ? host : name);
    }

    private ClientAddress byStandard(InetAddress peer, String scheme, String host, List<ForwardedHop> hops) {
        Walk walk = walk(peer, hops.stream().map(ForwardedHop::node).toList());
        ForwardedHop hop = hops.get(hops.size() - Math.max(1, walk.hops));
        String proto = scheme(hop.proto());
        String name = host(hop.host());
        return new ClientAddress(
                IpLiteral.format(walk.client), proto == null ? scheme : proto, name == null ? host : name);
    }

    /**
     * How far the chain is believed.
     *
     * @param client the rightmost untrusted address, or the leftmost of all if all are trusted
     * @param hops entries believed
     */
    private record Walk(InetAddress client, int hops) {}

    private Walk walk(InetAddress peer, List<String> chain) {
        InetAddress client = peer;
        int hops = 0;
        while (hops < chain.size() && contains(client)) {
            InetAddress next = node(chain.get(chain.size() - 1 - hops));
            if (next == null) {
                break;
            }
            client = next;
            hops++;
        }
        return new Walk(client, hops);
    }

    /** An address with or without a port; IPv6 with brackets, or bare when there is no port. */
    private static @Nullable InetAddress node(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean fits = end == text.length() - 1 || end > 0 && text.charAt(end + 1) == ':';
            return fits ? IpLiteral.parse(text.substring(1, end)) : null;
        }
        int colon = text.indexOf(':');
        boolean port = colon > 0 && colon == text.lastIndexOf(':');
        return IpLiteral.parse(port ? text.substring(0, colon) : text);
    }

    /** A proxy that writes only its own word, not a list, wrote the first and last entry. */
    private static @Nullable String fromRight(List<String> values, int hops) {
        return values.isEmpty() ? null : values.get(Math.max(0, values.size() - Math.max(1, hops)));
    }

    private static @Nullable String scheme(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> null;
        };
    }

    /** The text if it can be a host with or without a port, so that no URL made of it is broken. */
    private static @Nullable String host(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 255) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ".-_:[]".indexOf(c) >= 0;
            if (!fits) {
                return null;
            }
        }
        return text;
    }

    private static List<String> values(HeaderMap headers, HttpString name) {
        HeaderValues fields = headers.get(name);
        if (fields == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String field : fields) {
            if (name.equals(FORWARDED)) {
                values.add(field);
                continue;
            }
            for (String value : field.split(",", -1)) {
                values.add(value.trim());
            }
        }
        return values;
    }
}
