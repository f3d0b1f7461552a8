package dev.titan.cli;

import dev.titan.config.TitanConfig;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server answers. Immutable.
 *
 * @param local for a browser on this machine; ends in a slash
 * @param network for other machines, each ends in a slash; empty when it listens on loopback alone
 * @param metrics its figures, on this machine; null without a management port
 */
record ServerUrls(
        String local, List<String> network, @Nullable String metrics) {
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
        String metrics =
                config.managementPort() > 0 ? url("http", "127.0.0.1", config.managementPort()) + "metrics" : null;
        InetAddress address = bound.getAddress();
        if (address.isLoopbackAddress()) {
            return new ServerUrls(url(scheme, "localhost", bound.getPort()), List.of(), metrics);
        }
        if (!address.isAnyLocalAddress()) {
            String own = url(scheme, config.host(), bound.getPort());
            return new ServerUrls(own, List.of(own), metrics);
        }
        return new ServerUrls(
                url(scheme, "localhost", bound.getPort()),
                addresses().stream()
                        .map(host -> url(scheme, host, bound.getPort()))
                        .toList(),
                metrics);
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
