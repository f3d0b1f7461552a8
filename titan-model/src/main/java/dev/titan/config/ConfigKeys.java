package dev.titan.config;

import static dev.titan.config.ConfigKey.bool;
import static dev.titan.config.ConfigKey.choice;
import static dev.titan.config.ConfigKey.integer;

import dev.titan.config.ConfigKey.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All keys of titan.config.json, in the order to show them. The loader, the JSON schema and the documentation follow this list; the defaults come out of
 * {@link TitanConfig#DEFAULTS}.
 */
public final class ConfigKeys {
    private static final int HOUR = 3_600_000;
    private static final int DAY = 24 * HOUR;
    private static final int MILLION = 1_000_000;
    private static final long TEBIBYTE = 1L << 40;
    private static final int PORT = 65_535;
    private static final String MS = "milliseconds";

    /** Every key. */
    public static final List<ConfigKey> ALL = all(TitanConfig.DEFAULTS);

    /** Those whose names sound as if their values were secret, and are not. */
    private static final Set<String> PLAIN = Set.of("session.cookie");

    private static final Map<String, ConfigKey> BY_PATH = byPath();

    private ConfigKeys() {}

    /** The key at a path, or null when there is none. */
    static @Nullable ConfigKey at(String path) {
        return BY_PATH.get(path);
    }

    /** Whether the whole value at a path is secret. What is no secret may still hold some: the password of a URL, members of objects. */
    static boolean isSecret(String path) {
        return !PLAIN.contains(path) && Secrets.isSecret(path.substring(path.lastIndexOf('.') + 1));
    }

    /** The names that may stand in the object at a path (empty for the root); none when the path is no such object. */
    static List<String> namesIn(String path) {
        String prefix = path.isEmpty() ? "" : path + ".";
        return ALL.stream()
                .map(ConfigKey::path)
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    private static Map<String, ConfigKey> byPath() {
        Map<String, ConfigKey> keys = new LinkedHashMap<>();
        for (ConfigKey key : ALL) {
            keys.put(key.path(), key);
        }
        return keys;
    }

    private static List<ConfigKey> all(TitanConfig defaults) {
        List<ConfigKey> keys = new ArrayList<>();
        server(keys, defaults.server());
        keys.add(integer("workers", defaults.workers(), 0, 1024, "", "Isolates in each lane; 0 is one per processor."));
        keys.add(choice("log.level", defaults.log().level(), "The least severe level that is logged."));
        keys.add(choice(
                "log.format",
                defaults.log().format(),
                "How a log line looks; auto is text on a terminal and in development, else json."));
        keys.add(
                ConfigKey.of(
                        "log.redact",
                        Kind.STRINGS,
                        defaults.log().redact(),
                        "Names of fields whose values are hidden in log lines, however they are spelled: apiKey hides API_KEY and stripeApiKeys."));
        limits(keys, defaults.limits());
        fetch(keys, defaults.limits().fetch());
        permissions(keys, defaults.permissions());
        keys.add(ConfigKey.of(
                "bundle.define",
                Kind.STRING_MAP,
                defaults.bundle().define(),
                "Global identifiers and the JavaScript literals that replace them when actions are bundled."));
        database(keys, defaults.db());
        StoreKeys.add(keys, defaults);
        ClientKeys.add(keys, defaults);
        keys.add(
                integer(
                        "services.hookTimeoutMs",
                        defaults.services().hookTimeoutMs(),
                        1,
                        HOUR,
                        MS,
                        "How long a constructor, a factory or one hook of a service may take; beyond it the server does not start."));
        NetronKeys.add(keys, defaults.netron());
        keys.add(ConfigKey.of("app", Kind.FREE, defaults.app(), "Your own keys, read by t.config."));
        return List.copyOf(keys);
    }

    private static void server(List<ConfigKey> keys, TitanConfig.Server server) {
        keys.add(integer("server.port", server.port(), 0, PORT, "", "TCP port; 0 lets the system choose a free one."));
        keys.add(ConfigKey.of(
                "server.host",
                Kind.STRING,
                server.host(),
                "Address to bind. titan dev binds 127.0.0.1 when nothing is configured."));
        keys.add(
                ConfigKey.of(
                        "server.trustedProxies",
                        Kind.STRINGS,
                        server.trustedProxies(),
                        "Addresses and CIDR blocks of the proxies whose X-Forwarded-* and Forwarded header fields are believed."));
        keys.add(bool("server.compression", server.compression(), "Compress answers for clients that accept it."));
        keys.add(bool("server.accessLog", server.accessLog(), "Log each request."));
        cors(keys, server.cors());
        keys.add(
                ConfigKey.of("server.tls.cert", Kind.STRING, null, "PEM file with the certificate chain, leaf first."));
        keys.add(ConfigKey.of("server.tls.key", Kind.STRING, null, "PEM file with the private key."));
        keys.add(ConfigKey.of(
                "server.tls.keystore",
                Kind.STRING,
                null,
                "PKCS12 file with certificate and key, in place of cert and key."));
        keys.add(ConfigKey.of(
                "server.tls.password", Kind.STRING, null, "Password of the key store, or of an encrypted key."));
        keys.add(bool("server.http2", server.http2(), "Speak HTTP/2: over TLS by ALPN, else as h2c."));
        keys.add(integer(
                "server.multipartFileThresholdBytes",
                server.multipartFileThresholdBytes(),
                0,
                Integer.MAX_VALUE,
                "bytes",
                "A part of multipart/form-data larger than this goes to a temporary file."));
        keys.add(integer(
                "server.managementPort",
                server.managementPort(),
                0,
                PORT,
                "",
                "TCP port on loopback for /metrics; 0 is none."));
    }

    private static void cors(List<ConfigKey> keys, Cors cors) {
        keys.add(
                ConfigKey.of(
                        "server.cors.origins",
                        Kind.STRINGS,
                        cors.origins(),
                        "Origins whose scripts may read answers: exact ones, * for all, or https://*.example.com. Empty is off."));
        keys.add(ConfigKey.of(
                "server.cors.methods", Kind.STRINGS, cors.methods(), "Methods that other origins may use."));
        keys.add(ConfigKey.of(
                "server.cors.headers",
                Kind.STRINGS,
                cors.headers(),
                "Request header fields that other origins may send; empty allows those that a preflight asks for."));
        keys.add(ConfigKey.of(
                "server.cors.exposeHeaders",
                Kind.STRINGS,
                cors.exposeHeaders(),
                "Response header fields that scripts of other origins may read."));
        keys.add(bool(
                "server.cors.credentials",
                cors.credentials(),
                "Whether other origins may send cookies and authorization along. Not together with the origin *."));
        keys.add(integer(
                "server.cors.maxAgeSeconds",
                cors.maxAgeSeconds(),
                0,
                86_400,
                "seconds",
                "How long a browser may keep the answer to a preflight."));
    }

    private static void limits(List<ConfigKey> keys, Limits limits) {
        keys.add(
                integer(
                        "limits.cpuMs",
                        limits.cpuMs(),
                        0,
                        HOUR,
                        MS,
                        "CPU time of one slice, from entering V8 to leaving it; beyond it the action is ended with 503. 0 means no limit."));
        keys.add(integer(
                "limits.wallMs",
                limits.wallMs(),
                1,
                DAY,
                MS,
                "Time of an invocation until its response head is sent; beyond it 504."));
        keys.add(
                integer(
                        "limits.heapMb",
                        limits.heapMb(),
                        8,
                        65_536,
                        "MiB",
                        "Heap of one isolate; beyond it the isolate is replaced and the process lives. ArrayBuffers and memories of WebAssembly lie outside and may take four times as much."));
        keys.add(integer(
                "limits.suspended",
                limits.suspended(),
                1,
                MILLION,
                "invocations",
                "Invocations that one worker may have suspended at once; beyond it 503."));
        keys.add(integer(
                "limits.queue",
                limits.queue(),
                0,
                MILLION,
                "invocations",
                "Invocations that may wait for a worker, per server; beyond it 503."));
        keys.add(integer(
                "limits.queueMs",
                limits.queueMs(),
                1,
                HOUR,
                MS,
                "How long an invocation may wait for a worker; beyond it 503."));
        keys.add(integer(
                "limits.bodyBytes", limits.bodyBytes(), 0, TEBIBYTE, "bytes", "Largest request body; beyond it 413."));
        keys.add(integer(
                "limits.urlBytes", limits.urlBytes(), 16, 1 << 20, "bytes", "Longest request target; beyond it 414."));
        keys.add(integer(
                "limits.headerBytes",
                limits.headerBytes(),
                128,
                16 << 20,
                "bytes",
                "Largest header section of a request; beyond it 431."));
        keys.add(integer(
                "limits.headers",
                limits.headers(),
                1,
                10_000,
                "fields",
                "Most header fields of a request; beyond it 431."));
        keys.add(integer(
                "limits.params",
                limits.params(),
                0,
                MILLION,
                "parameters",
                "Most parameters in a query or a form; beyond it 400."));
        keys.add(integer(
                "limits.headerMs",
                limits.headerMs(),
                1,
                HOUR,
                MS,
                "Time to read the header section; beyond it the connection is closed."));
        keys.add(integer("limits.bodyMs", limits.bodyMs(), 1, HOUR, MS, "Time to read the body; beyond it 408."));
        keys.add(
                integer(
                        "limits.idleMs",
                        limits.idleMs(),
                        1,
                        DAY,
                        MS,
                        "How long a kept-alive connection may stay idle, and an answer that is streamed without a byte written or read."));
        keys.add(integer(
                "limits.shutdownMs",
                limits.shutdownMs(),
                0,
                HOUR,
                MS,
                "How long accepted invocations may go on after the signal to stop."));
    }

    private static void fetch(List<ConfigKey> keys, Limits.Fetch fetch) {
        keys.add(integer(
                "limits.fetch.connectMs",
                fetch.connectMs(),
                1,
                HOUR,
                MS,
                "Outgoing request: time to establish a connection."));
        keys.add(
                integer(
                        "limits.fetch.totalMs",
                        fetch.totalMs(),
                        1,
                        DAY,
                        MS,
                        "Outgoing request: time from the call to the last byte of the body; between two of them for one that is read as a stream."));
        keys.add(integer(
                "limits.fetch.bodyBytes",
                fetch.bodyBytes(),
                0,
                TEBIBYTE,
                "bytes",
                "Outgoing request: largest response body that is read as a whole."));
        keys.add(integer(
                "limits.fetch.perHost",
                fetch.perHost(),
                1,
                100_000,
                "connections",
                "Outgoing requests: connections to one host at once."));
    }

    private static void permissions(List<ConfigKey> keys, TitanConfig.Permissions permissions) {
        keys.add(ConfigKey.of(
                "permissions.net",
                Kind.STRINGS,
                permissions.net(),
                "Hosts, host:port and CIDR blocks that actions may connect to; public is every public address."));
        keys.add(
                ConfigKey.of(
                        "permissions.read",
                        Kind.STRINGS,
                        permissions.read(),
                        "Folders and files that actions may read, below the app or absolute; what may be written may be read too."));
        keys.add(ConfigKey.of(
                "permissions.write",
                Kind.STRINGS,
                permissions.write(),
                "Folders and files that actions may write, below the app or absolute."));
        keys.add(
                ConfigKey.of(
                        "permissions.env",
                        Kind.STRINGS,
                        permissions.env(),
                        "Names of environment variables (or their beginning and *) that actions may read, beside those that .env files declare. To read another that is set is an error."));
        keys.add(bool("permissions.eval", permissions.eval(), "Whether eval and new Function work."));
    }

    private static void database(List<ConfigKey> keys, TitanConfig.Database db) {
        keys.add(
                ConfigKey.of(
                        "db.url",
                        Kind.STRING,
                        db.url(),
                        "The database of t.db: postgres://…, sqlite:path or any jdbc:… whose driver is on the class path. Not set, it is the SQLite file data/app.db."));
        keys.add(
                integer(
                        "db.pool",
                        db.pool(),
                        1,
                        1_000,
                        "connections",
                        "Connections to the database at once. SQLite has one for writing and one per processor for reading, and never more than this for reading."));
        keys.add(integer("db.connectMs", db.connectMs(), 250, HOUR, MS, "Time to establish a connection."));
        keys.add(
                integer(
                        "db.acquireMs",
                        db.acquireMs(),
                        1,
                        HOUR,
                        MS,
                        "How long a statement or a transaction may wait for a free connection, and for another process that writes to the same SQLite file."));
        keys.add(integer(
                "db.statementMs",
                db.statementMs(),
                0,
                DAY,
                MS,
                "Time of one statement; beyond it the statement is cancelled. 0 means no limit."));
        keys.add(integer(
                "db.resultBytes",
                db.resultBytes(),
                1 << 10,
                1 << 30,
                "bytes",
                "Largest result of one statement, as JSON; t.db.stream reads larger ones."));
    }
}
