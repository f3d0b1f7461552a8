package dev.titan.bundler;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules that node has built in. None of them exists in an isolate; for those that pure code needs there is a stand-in. */
final class NodeModules {
    private static final String PREFIX = "node:";

    /** Those that can be imported without the prefix. */
    private static final List<String> NAMES = List.of(
            "assert",
            "async_hooks",
            "buffer",
            "child_process",
            "cluster",
            "console",
            "constants",
            "crypto",
            "dgram",
            "diagnostics_channel",
            "dns",
            "domain",
            "events",
            "fs",
            "http",
            "http2",
            "https",
            "inspector",
            "module",
            "net",
            "os",
            "path",
            "perf_hooks",
            "process",
            "punycode",
            "querystring",
            "readline",
            "repl",
            "stream",
            "string_decoder",
            "sys",
            "timers",
            "tls",
            "trace_events",
            "tty",
            "url",
            "util",
            "v8",
            "vm",
            "wasi",
            "worker_threads",
            "zlib");

    private static final Set<String> SET = Set.copyOf(NAMES);

    /** A regular expression (RE2) that finds imports of these, parts like {@code fs/promises} included. */
    static final String FILTER = "^(" + PREFIX + "|(" + String.join("|", NAMES) + ")(/|$))";

    /** Those that have a stand-in: scripts in the folder {@code node} beside this class. */
    private static final Set<String> STAND_INS = Set.of(
            "assert",
            "assert/strict",
            "async_hooks",
            "buffer",
            "crypto",
            "events",
            "path",
            "path/posix",
            "querystring",
            "string_decoder",
            "test",
            "url",
            "util",
            "util/types");

    /** What esbuild calls the files of stand-ins: this, a colon and the module's name. */
    static final String NAMESPACE = "titan-node";

    private NodeModules() {}

    private static String plain(String path) {
        return path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
    }

    /** The module that an import means, without the prefix, if it has a stand-in. */
    static Optional<String> standIn(String path) {
        String name = plain(path);
        return STAND_INS.contains(name) ? Optional.of(name) : Optional.empty();
    }

    /** The modules that have a stand-in, for a message. */
    static String standIns() {
        return STAND_INS.stream().sorted().map(name -> PREFIX + name).collect(Collectors.joining(", "));
    }

    /**
     * The code of a stand-in.
     *
     * @param name as {@link #standIn} gives it
     */
    static byte[] code(String name) throws IOException {
        String resource = "node/" + name.replace('/', '-') + ".js";
        try (InputStream in = NodeModules.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            return in.readAllBytes();
        }
    }

    /** Whether an import means one of them. */
    static boolean contains(String path) {
        int slash = path.indexOf('/');
        return path.startsWith(PREFIX) || SET.contains(slash < 0 ? path : path.substring(0, slash));
    }
}
