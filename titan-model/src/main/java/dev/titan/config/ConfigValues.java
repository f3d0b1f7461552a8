package dev.titan.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns settings that have been checked into the records. */
final class ConfigValues {
    private final Map<String, Setting> settings;

    ConfigValues(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /** What a JSON value is for a key, in the form of its kind; null when the key does not allow it. */
    static @Nullable Object of(ConfigKey key, LocatedJson json) {
        return switch (key.kind()) {
            case INTEGER -> integer(key, json.plain());
            case BOOLEAN -> json.plain() instanceof Boolean flag ? flag : null;
            case STRING, CHOICE ->
                json.plain() instanceof String text ? key.parse(text).orElse(null) : null;
            case STRINGS -> json instanceof LocatedJson.Elements list ? strings(list) : null;
            case STRING_MAP -> json instanceof LocatedJson.Members object ? stringMap(object) : null;
            case FREE -> json instanceof LocatedJson.Members object ? object.plain() : null;
        };
    }

    private static @Nullable Object integer(ConfigKey key, @Nullable Object plain) {
        // 1e3 is a whole number too.
        Object whole = plain instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? (Object) number.longValue()
                : plain;
        return whole instanceof Long number && key.inBounds(number) ? number : null;
    }

    private static @Nullable Object strings(LocatedJson.Elements list) {
        List<String> strings = new ArrayList<>();
        for (LocatedJson element : list.elements()) {
            if (!(element.plain() instanceof String text)) {
                return null;
            }
            strings.add(text);
        }
        return strings;
    }

    private static @Nullable Object stringMap(LocatedJson.Members object) {
        Map<String, String> map = new LinkedHashMap<>();
        for (LocatedJson.Member member : object.members()) {
            if (!(member.value().plain() instanceof String text)) {
                return null;
            }
            map.put(member.name(), text);
        }
        return map;
    }

    TitanConfig config() {
        return new TitanConfig(
                server(),
                integer("workers"),
                new TitanConfig.Log(
                        TitanConfig.Log.Level.valueOf(word("log.level")),
                        TitanConfig.Log.Format.valueOf(word("log.format")),
                        strings("log.redact")),
                limits(),
                new TitanConfig.Permissions(
                        strings("permissions.net"),
                        strings("permissions.read"),
                        strings("permissions.write"),
                        strings("permissions.env"),
                        flag("permissions.eval")),
                new TitanConfig.BundleOptions(define()),
                new TitanConfig.Database(
                        text("db.url"),
                        integer("db.pool"),
                        integer("db.connectMs"),
                        integer("db.acquireMs"),
                        integer("db.statementMs"),
                        number("db.resultBytes")),
                new TitanConfig.Cache(
                        integer("cache.entries"),
                        number("cache.bytes"),
                        number("cache.valueBytes"),
                        integer("cache.ttlSeconds")),
                new TitanConfig.Redis(
                        text("redis.url"),
                        String.valueOf(text("redis.prefix")),
                        integer("redis.connectMs"),
                        integer("redis.commandMs")),
                new TitanConfig.Tasks(
                        TitanConfig.Tasks.Store.valueOf(word("tasks.store")),
                        integer("tasks.concurrency"),
                        integer("tasks.retries"),
                        integer("tasks.timeoutMs"),
                        integer("tasks.pollMs"),
                        integer("tasks.leaseMs"),
                        integer("tasks.keepSeconds")),
                new Sockets(integer("sockets.messageBytes"), number("sockets.bufferBytes"), integer("sockets.pingMs")),
                new SessionConfig(
                        SessionConfig.Store.valueOf(word("session.store")),
                        strings("session.secrets"),
                        String.valueOf(text("session.cookie")),
                        SessionConfig.SameSite.valueOf(word("session.sameSite")),
                        integer("session.idleSeconds"),
                        integer("session.absoluteSeconds")),
                new TitanConfig.Services(integer("services.hookTimeoutMs")),
                new NetronConfig(
                        integer("netron.batch"),
                        integer("netron.tcp"),
                        text("netron.unix"),
                        new NetronConfig.Jwt(
                                text("netron.jwt.secret"),
                                text("netron.jwt.publicKey"),
                                strings("netron.jwt.algorithms"),
                                text("netron.jwt.issuer"),
                                text("netron.jwt.audience")),
                        new NetronConfig.Events(strings("netron.events.subscribe"), strings("netron.events.emit"))),
                map("app"));
    }

    private TitanConfig.Server server() {
        Cors cors = new Cors(
                strings("server.cors.origins"),
                strings("server.cors.methods").stream()
                        .map(method -> method.toUpperCase(Locale.ROOT))
                        .toList(),
                strings("server.cors.headers"),
                strings("server.cors.exposeHeaders"),
                flag("server.cors.credentials"),
                integer("server.cors.maxAgeSeconds"));
        Tls tls = new Tls(
                text("server.tls.cert"),
                text("server.tls.key"),
                text("server.tls.keystore"),
                text("server.tls.password"));
        return new TitanConfig.Server(
                integer("server.port"),
                String.valueOf(text("server.host")),
                strings("server.trustedProxies"),
                flag("server.compression"),
                flag("server.accessLog"),
                cors,
                tls,
                flag("server.http2"),
                number("server.multipartFileThresholdBytes"),
                integer("server.managementPort"));
    }

    private Limits limits() {
        return new Limits(
                integer("limits.cpuMs"),
                integer("limits.wallMs"),
                integer("limits.heapMb"),
                integer("limits.suspended"),
                integer("limits.queue"),
                integer("limits.queueMs"),
                number("limits.bodyBytes"),
                integer("limits.urlBytes"),
                integer("limits.headerBytes"),
                integer("limits.headers"),
                integer("limits.params"),
                integer("limits.headerMs"),
                integer("limits.bodyMs"),
                integer("limits.idleMs"),
                new Limits.Fetch(
                        integer("limits.fetch.connectMs"),
                        integer("limits.fetch.totalMs"),
                        number("limits.fetch.bodyBytes"),
                        integer("limits.fetch.perHost")),
                integer("limits.shutdownMs"));
    }

    private @Nullable Object value(String path) {
        Setting setting = settings.get(path);
        if (setting == null) {
            throw new IllegalStateException("no setting for " + path);
        }
        return setting.value();
    }

    private @Nullable String text(String path) {
        return (String) value(path);
    }

    private String word(String path) {
        return String.valueOf(text(path)).toUpperCase(Locale.ROOT);
    }

    private int integer(String path) {
        return Math.toIntExact(number(path));
    }

    private long number(String path) {
        return value(path) instanceof Long number ? number : 0;
    }

    private boolean flag(String path) {
        return Boolean.TRUE.equals(value(path));
    }

    private List<String> strings(String path) {
        List<String> strings = new ArrayList<>();
        if (value(path) instanceof List<?> list) {
            list.forEach(element -> strings.add((String) element));
        }
        return strings;
    }

    private Map<String, String> define() {
        Map<String, String> define = new LinkedHashMap<>();
        map("bundle.define").forEach((name, value) -> define.put(name, String.valueOf(value)));
        return define;
    }

    private Map<String, @Nullable Object> map(String path) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (value(path) instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> copy.put((String) name, inner));
        }
        return copy;
    }
}
