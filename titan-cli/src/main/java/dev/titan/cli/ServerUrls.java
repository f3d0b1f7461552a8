package dev.titan.cli;

import dev.titan.config.TitanConfig;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;

/**
 * Where a server answers, as URLs that end in a slash. Immutable.
 *
 * @param local for a browser on this machine
 * @param network for other machines; empty when it listens on loopback alone
 */
record ServerUrls(String local, List<String> network) {
    ServerUrls {
        network = List.copyOf(network);
    }

    /**
     * Those of a server.
     *
     * @param config as it was started
     * @param bound what it listens on
     */
    static ServerUrls of(TitanConfig.Server config, InetSocketAddress bound) {
        String scheme = config.tls().enabled() ? "https" : "http";
        InetAddress address = bound.getAddress();
        if (address.isLoopbackAddress()) {
            return new ServerUrls(url(scheme, "localhost", bound.getPort()), List.of());
        }
        if (!address.isAnyLocalAddress()) {
            String own = url(scheme, config.host(), bound.getPort());
            return new ServerUrls(own, List.of(own));
        }
        return new ServerUrls(
                url(scheme, "localhost", bound.getPort()),
                addresses().stream()
                        .map(host -> url(scheme, host, bound.getPort()))
                        .toList());
    }

    private static String url(String scheme, String host, int port) {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    /** The addresses by which other machines know this one. IPv6 ones mostly change and are nothing to type: left out. */
    private static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
