package dev.titan.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an app is to be served: titan.config.json, the environment and the flags, already merged and checked. Immutable. Component names are the keys of
 * the file; {@link #DEFAULTS} holds every default.
 *
 * @param server what listens, and how it speaks HTTP
 * @param workers isolates in each lane; 0 is one per processor
 * @param log what is logged, and in which form
 * @param limits what no request and no action may exceed
 * @param permissions what an action may reach
 * @param bundle how actions are bundled
 * @param db the database behind {@code t.db}
 * @param cache how much {@code t.cache} keeps
 * @param redis what cache and events share with other servers
 * @param tasks how {@code t.tasks} runs
 * @param sockets what WebSockets of actions may take
 * @param session how {@code t.session} keeps sessions
 * @param services how what lies in app/services begins and ends
 * @param netron how clients call services
 * @param app the author's own keys, for {@code t.config}: JSON values as {@code String}, {@code Long}, {@code java.math.BigInteger}, {@code Double},
 *     {@code Boolean}, null, {@code List} and {@code Map}, in the order written
 */
public record TitanConfig(
        Server server,
        int workers,
        Log log,
        Limits limits,
        Permissions permissions,
        BundleOptions bundle,
        Database db,
        Cache cache,
        Redis redis,
        Tasks tasks,
        Sockets sockets,
        SessionConfig session,
        Services services,
        NetronConfig netron,
        Map<String, @Nullable Object> app) {

    /** The configuration of an app that configures nothing, in production. */
    public static final TitanConfig DEFAULTS = new TitanConfig(
            Server.DEFAULTS,
            0,
            Log.DEFAULTS,
            Limits.DEFAULTS,
            Permissions.DEFAULTS,
            BundleOptions.DEFAULTS,
            Database.DEFAULTS,
            Cache.DEFAULTS,
            Redis.DEFAULTS,
            Tasks.DEFAULTS,
            Sockets.DEFAULTS,
            SessionConfig.DEFAULTS,
            Services.DEFAULTS,
            NetronConfig.DEFAULTS,
            Map.of());

    public TitanConfig {
        app = Collections.unmodifiableMap(new LinkedHashMap<>(app));
    }

    /** The same with other limits. */
    public TitanConfig withLimits(Limits others) {
        return new TitanConfig(
                server,
                workers,
                log,
                others,
                permissions,
                bundle,
                db,
                cache,
                redis,
                tasks,
                sockets,
                session,
                services,
                netron,
                app);
    }

    /** The isolates in each lane on this machine, at least 1. */
    public int effectiveWorkers() {
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }

    /**
     * What listens, and how it speaks HTTP.
     *
     * @param port TCP port; 0 lets the system choose a free one
     * @param host address to bind: loopback in development, all in production unless configured
     * @param trustedProxies addresses and CIDR blocks of the proxies whose {@code X-Forwarded-*} and {@code Forwarded} are believed
     * @param compression whether answers are compressed for clients that accept it
     * @param accessLog whether each request is logged
     * @param cors which other origins may read answers
     * @param tls certificate and key
     * @param http2 whether HTTP/2 is spoken
     * @param multipartFileThresholdBytes size above which a part of multipart/form-data goes to a temporary file
     * @param managementPort TCP port on loopback for {@code /metrics}; 0 is none
     */
    public record Server(
            int port,
            String host,
            List<String> trustedProxies,
            boolean compression,
            boolean accessLog,
            Cors cors,
            Tls tls,
            boolean http2,
            long multipartFileThresholdBytes,
            int managementPort) {

        /** The defaults of a built jar. */
        public static final Server DEFAULTS = new Server(
                3000, defaultHost(Mode.PRODUCTION), List.of(), true, false, Cors.OFF, Tls.OFF, true, 64 << 10, 0);

        public Server {
            trustedProxies = List.copyOf(trustedProxies);
        }

        /** The address to bind when none is configured. */
        public static String defaultHost(Mode mode) {
            return mode == Mode.DEVELOPMENT ? "127.0.0.1" : "0.0.0.0";
        }
    }

    /**
     * What is logged, and in which form.
     *
     * @param level the least severe level that is logged
     * @param format how a line looks
     * @param redact names of fields whose values are hidden
     */
    public record Log(Level level, Format format, List<String> redact) {
        /** Information, in the form that suits where it goes. */
        public static final Log DEFAULTS = new Log(
                Level.INFO,
                Format.AUTO,
                List.of(
                        "password",
                        "passwd",
                        "passphrase",
                        "secret",
                        "token",
                        "authorization",
                        "cookie",
                        "apiKey",
                        "privateKey"));

        public Log {
            redact = List.copyOf(redact);
        }

        /** From most to least. */
        public enum Level {
            TRACE,
            DEBUG,
            INFO,
            WARN,
            ERROR,
            OFF
        }

        /** How a line looks. */
        public enum Format {
            /** Text on a terminal and in development, else JSON. */
            AUTO,
            TEXT,
            JSON
        }
    }

    /**
     * What an action may reach. Each list is the whole of what is allowed.
     *
     * @param net hosts, {@code host:port} and CIDR blocks; {@code public} is every public address
     * @param read folders and files below the app that may be read
     * @param write folders and files below the app that may be written
     * @param env names of environment variables, or their beginning and {@code *}, beside those that .env files declare
     * @param eval whether {@code eval} and {@code new Function} work
     */
    public record Permissions(List<String> net, List<String> read, List<String> write, List<String> env, boolean eval) {
        /** The public network, and the app's own folders. */
        public static final Permissions DEFAULTS =
                new Permissions(List.of("public"), List.of("data", "public"), List.of("data"), List.of(), false);

        public Permissions {
            net = List.copyOf(net);
            read = List.copyOf(read);
            write = List.copyOf(write);
            env = List.copyOf(env);
        }
    }

    /**
     * How actions are bundled.
     *
     * @param define global identifiers and the JavaScript literals that replace them, in the order written
     */
    public record BundleOptions(Map<String, String> define) {
        /** Nothing is replaced. */
        public static final BundleOptions DEFAULTS = new BundleOptions(Map.of());

        public BundleOptions {
            define = Collections.unmodifiableMap(new LinkedHashMap<>(define));
        }
    }

    /**
     * How what lies in app/services begins and ends.
     *
     * @param hookTimeoutMs how long a constructor, a factory or one hook may take, milliseconds
     */
    public record Services(int hookTimeoutMs) {
        /** Half a minute. */
        public static final Services DEFAULTS = new Services(30_000);
    }

    /**
     * The database behind {@code t.db}.
     *
     * @param url where it is; null is the SQLite file data/app.db
     * @param pool connections at once
     * @param connectMs to establish a connection, milliseconds
     * @param acquireMs how long a statement may wait for a free connection, or for another process that writes to the same SQLite file, milliseconds
     * @param statementMs time of one statement, milliseconds; 0 is no limit
     * @param resultBytes largest result of one statement, as JSON
     */
    public record Database(
            @Nullable String url, int pool, int connectMs, int acquireMs, int statementMs, long resultBytes) {
        /** The SQLite file of the app. */
        public static final Database DEFAULTS = new Database(null, 10, 5_000, 5_000, 30_000, 32 << 20);
    }

    /**
     * How much {@code t.cache} keeps.
     *
     * @param entries values at most, in process
     * @param bytes of all keys and values, in process
     * @param valueBytes characters of one value as text
     * @param ttlSeconds for how long a value is kept that says nothing itself; 0 is without end
     */
    public record Cache(int entries, long bytes, long valueBytes, int ttlSeconds) {
        /** 64 MiB. */
        public static final Cache DEFAULTS = new Cache(10_000, 64L << 20, 8L << 20, 0);
    }

    /**
     * Redis or Valkey, which cache and events share with other servers.
     *
     * @param url where it is; null is nowhere: everything stays in the process
     * @param prefix of all keys and channels
     * @param connectMs to establish a connection, milliseconds
     * @param commandMs until a command has its answer, milliseconds
     */
    public record Redis(@Nullable String url, String prefix, int connectMs, int commandMs) {
        /** None. */
        public static final Redis DEFAULTS = new Redis(null, "titan:", 2_000, 2_000);
    }

    /**
     * How {@code t.tasks} runs.
     *
     * @param store where tasks are kept
     * @param concurrency tasks that run at once in this process; 0 is four for each worker
     * @param retries how often a task that says nothing itself is tried again
     * @param timeoutMs time of one attempt, milliseconds
     * @param pollMs how often the database is asked for tasks of other servers, milliseconds
     * @param leaseMs after how long without a sign of life of its server a task is given to another, milliseconds
     * @param keepSeconds how long the status of a task that has ended is kept
     */
    public record Tasks(
            Store store, int concurrency, int retries, int timeoutMs, int pollMs, int leaseMs, int keepSeconds) {
        /** In the app's database. */
        public static final Tasks DEFAULTS = new Tasks(Store.DATABASE, 0, 3, 300_000, 1_000, 15_000, 86_400);

        /** Where tasks are kept. */
        public enum Store {
            /** In the app's database: they survive the end of the process. */
            DATABASE,
            /** In the process, and they end with it. */
            MEMORY
        }
    }
}
