package dev.titan.server;

import dev.titan.model.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a server.jar. Immutable.
 *
 * @param settings what the flags set: the flag, for example {@code --port}, and its value, in the order given
 * @param migrate whether to apply the migrations first
 * @param help whether to tell what there is, and do nothing else
 * @param version whether to tell the version, and do nothing else
 */
record ServerArguments(Map<String, String> settings, boolean migrate, boolean help, boolean version) {
    /** The flag that names a configuration file. */
    static final String CONFIG = "--config";

    /** The flags that set a key of the configuration. */
    static final Map<String, String> KEYS = Map.of(
            "--port", "server.port",
            "--host", "server.host",
            "--workers", "workers",
            "--log-level", "log.level",
            "--management-port", "server.managementPort");

    static final String HELP = """
            usage: java -jar server.jar [flags]

              --port <port>              TCP port, 0 for any free one (default: PORT, else the configuration's, else 3000)
              --host <address>           address to bind (default: HOST, else all)
              --workers <n>              isolates in each lane (default: TITAN_WORKERS, else one per processor)
              --config <file>            configuration over the one in the jar (default: titan.config.json if it is there)
              --log-level <level>        trace, debug, info, warn, error or off (default: info)
              --management-port <port>   TCP port on loopback for /metrics (default: none)
              --migrate                  apply the migrations of the database before it listens
              --help, --version

            SIGTERM stops it gracefully, a second one at once.""";

    private static final List<String> NAMES = List.of(
            "--port",
            "--host",
            "--workers",
            "--config",
            "--log-level",
            "--management-port",
            "--migrate",
            "--help",
            "--version");

    /** The command line makes no sense. The message is one line that says what is wrong and what to do. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads {@code --name=value} and {@code --name value}; the last of two equal flags counts.
     *
     * @throws UsageException for an unknown flag, a flag without its value and anything that is no flag
     */
    static ServerArguments parse(String... arguments) throws UsageException {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean migrate = false;
        boolean help = false;
        boolean version = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals("--help") || name.equals("-h")) {
                help = true;
            } else if (name.equals("--version")) {
                version = true;
            } else if (argument.equals("--migrate")) {
                migrate = true;
            } else if (!name.equals(CONFIG) && !KEYS.containsKey(name)) {
                throw unknown(name);
            } else if (equals >= 0) {
                settings.put(name, argument.substring(equals + 1));
            } else if (i + 1 < arguments.length) {
                settings.put(name, arguments[++i]);
            } else {
                throw new UsageException(name + " needs a value; --help tells what there is");
            }
        }
        return new ServerArguments(settings, migrate, help, version);
    }

    private static UsageException unknown(String name) {
        if (!name.startsWith("-")) {
            return new UsageException("unexpected argument \"" + name + "\"; --help tells what there is");
        }
        Optional<String> nearest = Nearest.of(name, NAMES);
        return new UsageException("unknown flag " + name
                + nearest.map(known -> "; did you mean " + known + "?").orElse("; --help tells what there is"));
    }
}
