package dev.titan.server;

import dev.titan.config.TitanConfig;
import dev.titan.config.Tls;
import java.util.List;
import java.util.function.UnaryOperator;

/** Server options of tests that differ from the defaults in one thing. */
final class TestOptions {
    private TestOptions() {}

    static UnaryOperator<TitanConfig.Server> trusting(String... proxies) {
        return server -> new TitanConfig.Server(
                server.port(),
                server.host(),
                List.of(proxies),
                server.compression(),
                server.accessLog(),
                server.cors(),
                server.tls(),
                server.http2(),
                server.multipartFileThresholdBytes(),
                server.managementPort());
    }

    static UnaryOperator<TitanConfig.Server> port(int port) {
        return server -> new TitanConfig.Server(
                port,
                server.host(),
                server.trustedProxies(),
                server.compression(),
                server.accessLog(),
                server.cors(),
                server.tls(),
                server.http2(),
                server.multipartFileThresholdBytes(),
                server.managementPort());
    }

    static UnaryOperator<TitanConfig.Server> managementPort(int port) {
        return server -> new TitanConfig.Server(
                server.port(),
                server.host(),
                server.trustedProxies(),
                server.compression(),
                server.accessLog(),
                server.cors(),
                server.tls(),
                server.http2(),
                server.multipartFileThresholdBytes(),
                port);
    }

    static UnaryOperator<TitanConfig.Server> tls(Tls tls, boolean http2) {
        return server -> new TitanConfig.Server(
                server.port(),
                server.host(),
                server.trustedProxies(),
                server.compression(),
                server.accessLog(),
                server.cors(),
                tls,
                http2,
                server.multipartFileThresholdBytes(),
                server.managementPort());
    }

    static UnaryOperator<TitanConfig.Server> accessLog() {
        return server -> new TitanConfig.Server(
                server.port(),
                server.host(),
                List.of("127.0.0.1"),
                server.compression(),
                true,
                server.cors(),
                server.tls(),
                server.http2(),
                server.multipartFileThresholdBytes(),
                server.managementPort());
    }
}
