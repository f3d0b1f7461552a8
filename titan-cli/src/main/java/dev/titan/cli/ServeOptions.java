package dev.titan.cli;

import dev.titan.cli.AppOptions.ConfigFlag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of the commands that serve. */
final class ServeOptions {
    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "TCP port, 0 for any free one (default: PORT, else the configuration's, else 3000).")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            description = "Address to bind (default: HOST, else loopback in development, all in production).")
    private @Nullable String host;

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            description = "Isolates in each lane (default: TITAN_WORKERS, else one per processor).")
    private @Nullable String workers;

    @Option(
            names = "--management-port",
            paramLabel = "<port>",
            description = "TCP port on loopback for /metrics (default: none).")
    private @Nullable String managementPort;

    /** Those that were given, as written. */
    Map<ConfigFlag, String> given() {
        Map<ConfigFlag, String> flags = new LinkedHashMap<>();
        put(flags, "--port", "server.port", port);
        put(flags, "--host", "server.host", host);
        put(flags, "--workers", "workers", workers);
        put(flags, "--management-port", "server.managementPort", managementPort);
        return flags;
    }

    private static void put(Map<ConfigFlag, String> flags, String flag, String key, @Nullable String value) {
        if (value != null) {
            flags.put(new ConfigFlag(flag, key), value);
        }
    }
}
