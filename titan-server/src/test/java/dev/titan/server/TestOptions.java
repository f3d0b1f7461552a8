package dev.titan.server;

import dev.titan.config.TitanConfig;
import dev.titan.config.Tls;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Server options of tests that differ from the defaults in one thing. */
final class TestOptions {
    private TestOptions() {}

    static UnaryOperator<TitanConfig.Server> trusting(String... proxies) {
        return with(Map.of("trustedProxies", List.of(proxies)));
    }

    static UnaryOperator<TitanConfig.Server> port(int port) {
        return with(Map.of("port", port));
    }

    static UnaryOperator<TitanConfig.Server> managementPort(int port) {
        return with(Map.of("managementPort", port));
    }

    static UnaryOperator<TitanConfig.Server> tls(Tls tls, boolean http2) {
        return with(Map.of("tls", tls, "http2", http2));
    }

    static UnaryOperator<TitanConfig.Server> accessLog() {
        return with(Map.of("trustedProxies", List.of("127.0.0.1"), "accessLog", true));
    }

    private static UnaryOperator<TitanConfig.Server> with(Map<String, ?> changed) {
        return server -> RecordCopy.with(server, changed);
    }
}
