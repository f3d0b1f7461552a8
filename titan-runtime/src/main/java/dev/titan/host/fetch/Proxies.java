package dev.titan.host.fetch;

import dev.titan.config.Cidr;
import dev.titan.config.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names: {@code HTTP_PROXY} for http, {@code HTTPS_PROXY} for https, and {@code NO_PROXY} for what is reached without; in lower case, too, which
 * wins. Loopback is always reached without. Immutable.
 */
final class Proxies {
    private final @Nullable ProxyServer plain;
    private final @Nullable ProxyServer secure;
    private final List<BiPredicate<String, Integer>> direct;

    private Proxies(
            @Nullable ProxyServer plain, @Nullable ProxyServer secure, List<BiPredicate<String, Integer>> direct) {
        this.plain = plain;
        this.secure = secure;
        this.direct = direct;
    }

    /** @throws IllegalArgumentException when a variable names no proxy that can be used */
    static Proxies of(Map<String, String> environment) {
        List<BiPredicate<String, Integer>> direct = new ArrayList<>();
        for (String entry : value(environment, "NO_PROXY").split(",")) {
            if (!entry.isBlank()) {
                direct.add(rule(entry.trim().toLowerCase(Locale.ROOT)));
            }
        }
        return new Proxies(proxy(environment, "HTTP_PROXY"), proxy(environment, "HTTPS_PROXY"), List.copyOf(direct));
    }

    private static String value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        return lower != null ? lower : environment.getOrDefault(name, "");
    }

    private static @Nullable ProxyServer proxy(Map<String, String> environment, String name) {
        String text = value(environment, name).trim();
        return text.isEmpty() ? null : ProxyServer.parse(name, text);
    }

    /** {@code *}, an address, a block of addresses, or a host that stands for those below it too, with or without a port. */
    private static BiPredicate<String, Integer> rule(String entry) {
        if (entry.equals("*")) {
            return (host, port) -> true;
        }
        if (entry.indexOf('/') >= 0 || IpLiteral.parse(entry) != null) {
            Cidr block = Cidr.parse(entry);
            return (host, port) -> {
                InetAddress address = IpLiteral.parse(host);
                return address != null && block.contains(address);
            };
        }
        int colon = entry.lastIndexOf(':');
        String digits = colon < 0 ? "" : entry.substring(colon + 1);
        boolean hasPort = !digits.isEmpty() && digits.chars().allMatch(Character::isDigit);
        String name = hasPort ? entry.substring(0, colon) : entry;
        String host = name.startsWith("*.") ? name.substring(1) : name;
        String below = host.startsWith(".") ? host : "." + host;
        return (asked, port) ->
                (asked.equals(host) || asked.endsWith(below)) && (!hasPort || digits.equals(String.valueOf(port)));
    }

    /** The proxy by which an origin is reached, or null. */
    @Nullable
    ProxyServer forOrigin(OriginPool.Key origin) {
        ProxyServer proxy = origin.secure() ? secure : plain;
        if (proxy == null || isLoopback(origin.host())) {
            return null;
        }
        return direct.stream().anyMatch(rule -> rule.test(origin.host(), origin.port())) ? null : proxy;
    }

    private static boolean isLoopback(String host) {
        InetAddress address = IpLiteral.parse(host);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || address != null && address.isLoopbackAddress();
    }
}
