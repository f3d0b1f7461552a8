package dev.titan.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an app may connect to: {@code permissions.net} of titan.config.json. Immutable. */
public final class NetPermission {
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
    private static final int ANY_PORT = -1;

    private final List<Rule> rules;

    /** One entry; exactly one of host and block is there. */
    private record Rule(@Nullable String host, @Nullable Cidr block, int port) {
        boolean covers(String host, int port, InetAddress address) {
            return (this.port == ANY_PORT || this.port == port)
                    && (block == null ? host.equals(this.host) : block.contains(address));
        }
    }

    private final boolean everyPublic;

    private NetPermission(boolean everyPublic, List<Rule> rules) {
        this.everyPublic = everyPublic;
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a list of hosts, {@code host:port}, addresses, {@code address:port} (an IPv6 address in brackets), CIDR blocks, and the word {@code public} for every public address.
     *
     * @throws IllegalArgumentException when an entry is none of these; the message quotes it
     */
    public static NetPermission of(List<String> entries) {
        boolean everyPublic = false;
        List<Rule> rules = new ArrayList<>();
        for (String entry : entries) {
            if (entry.equals("public")) {
                everyPublic = true;
            } else {
                rules.add(rule(entry));
            }
        }
        return new NetPermission(everyPublic, rules);
    }

    /** This, and the machine itself. */
    public NetPermission withLoopback() {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(null, Cidr.parse("127.0.0.0/8"), ANY_PORT));
        more.add(new Rule(null, Cidr.parse("::1"), ANY_PORT));
        return new NetPermission(everyPublic, more);
    }

    private static Rule rule(String entry) {
        if (entry.indexOf('/') >= 0 || IpLiteral.parse(entry) != null) {
            return new Rule(null, Cidr.parse(entry), ANY_PORT);
        }
        String host = entry;
        int port = ANY_PORT;
        int colon = entry.lastIndexOf(':');
        if (colon > entry.indexOf(']')) {
            host = entry.substring(0, colon);
            port = port(entry, entry.substring(colon + 1));
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (IpLiteral.parse(host) != null) {
            return new Rule(null, Cidr.parse(host), port);
        }
        host = host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw refused(entry);
        }
        return new Rule(host, null, port);
    }

    private static int port(String entry, String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused(entry);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw refused(entry);
        }
        return port;
    }

    private static IllegalArgumentException refused(String entry) {
        return new IllegalArgumentException(
                "\"" + entry
                        + "\" is not a host, host:port or block of addresses. Valid: \"public\", \"api.example.com\", \"localhost:5432\", \"10.0.0.0/8\"");
    }

    /** Whether connections may be made to a host whatever its address: it is listed by name. */
    public boolean names(String host, int port) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.block == null && host.equals(rule.host) && (rule.port == ANY_PORT || rule.port == port));
    }

    /**
     * Whether a connection may be made.
     *
     * @param host as in the URL, lower case, without brackets
     * @param address what the host has been resolved to, and what is connected to
     */
    public boolean allows(String host, int port, InetAddress address) {
        if (everyPublic && PublicAddress.is(address)) {
            return true;
        }
        for (Rule rule : rules) {
            if (rule.covers(host, port, address)) {
                return true;
            }
        }
        return false;
    }
}
