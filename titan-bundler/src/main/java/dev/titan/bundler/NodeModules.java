package dev.titan.bundler;

import java.util.List;
import java.util.Set;

/** The modules that node has built in. None of them exists in an isolate. */
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

    private NodeModules() {}

    /** Whether an import means one of them. */
    static boolean contains(String path) {
        int slash = path.indexOf('/');
        return path.startsWith(PREFIX) || SET.contains(slash < 0 ? path : path.substring(0, slash));
    }
}
