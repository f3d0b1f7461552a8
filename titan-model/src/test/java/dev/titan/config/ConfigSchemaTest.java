package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps titan.config.schema.json and the list of keys in step. {@code -Dtitan.update=true} writes the file anew. */
class ConfigSchemaTest {
    private static final Path FILE = Path.of("src/main/resources/dev/titan/config/titan.config.schema.json");

    @Test
    void theSchemaDeclaresEveryKeyWithItsBoundsAndDefault() throws Exception {
        String expected = Json.pretty(schema()) + "\n";
        if (Boolean.getBoolean("titan.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }
        assertEquals(
                expected, Files.readString(FILE), "run this test with -Dtitan.update=true to write the schema anew");
        assertEquals(expected, ConfigSchema.text());
    }

    @Test
    void everyKeyAndItsDefaultIsPinned() {
        StringBuilder keys = new StringBuilder();
        for (ConfigKey key : ConfigKeys.ALL) {
            keys.append(key.path())
                    .append(' ')
                    .append(Json.write(key.fallback()))
                    .append('\n');
        }
        assertEquals("""
                server.port 3000
                server.host "0.0.0.0"
                server.trustedProxies []
                server.compression true
                server.accessLog false
                server.cors.origins []
                server.cors.methods ["GET","HEAD","POST","PUT","PATCH","DELETE"]
                server.cors.headers []
                server.cors.exposeHeaders []
                server.cors.credentials false
                server.cors.maxAgeSeconds 600
                server.tls.cert null
                server.tls.key null
                server.tls.keystore null
                server.tls.password null
                server.http2 true
                server.multipartFileThresholdBytes 65536
                server.managementPort 0
                workers 0
                log.level "info"
                log.format "auto"
                log.redact ["password","passwd","passphrase","secret","token","authorization","cookie","apiKey","privateKey"]
                limits.cpuMs 10000
                limits.wallMs 30000
                limits.heapMb 256
                limits.suspended 10000
                limits.queue 1000
                limits.queueMs 5000
                limits.bodyBytes 1048576
                limits.urlBytes 16384
                limits.headerBytes 65536
                limits.headers 200
                limits.params 1000
                limits.headerMs 10000
                limits.bodyMs 30000
                limits.idleMs 75000
                limits.shutdownMs 30000
                limits.fetch.connectMs 5000
                limits.fetch.totalMs 30000
                limits.fetch.bodyBytes 33554432
                limits.fetch.perHost 256
                permissions.net ["public"]
                permissions.read ["data","public"]
                permissions.write ["data"]
                permissions.env []
                permissions.eval false
                bundle.define {}
                db.url null
                db.pool 10
                db.connectMs 5000
                db.acquireMs 5000
                db.statementMs 30000
                db.resultBytes 33554432
                cache.entries 10000
                cache.bytes 67108864
                cache.valueBytes 8388608
                cache.ttlSeconds 0
                redis.url null
                redis.prefix "titan:"
                redis.connectMs 2000
                redis.commandMs 2000
                tasks.store "database"
                tasks.concurrency 0
                tasks.retries 3
                tasks.timeoutMs 300000
                tasks.pollMs 1000
                tasks.leaseMs 15000
                tasks.keepSeconds 86400
                sockets.messageBytes 1048576
                sockets.bufferBytes 4194304
                sockets.pingMs 25000
                session.store "database"
                session.secrets []
                session.cookie "session"
                session.sameSite "lax"
                session.idleSeconds 86400
                session.absoluteSeconds 2592000
                services.hookTimeoutMs 30000
                netron.batch 100
                netron.tcp 0
                netron.unix null
                netron.events.subscribe []
                netron.events.emit []
                netron.jwt.secret null
                netron.jwt.publicKey null
                netron.jwt.algorithms ["HS256"]
                netron.jwt.issuer null
                netron.jwt.audience null
                app {}
                """, keys.toString());
    }

    private static Map<String, Object> schema() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "titan.config.json");
        root.put(
                "description", "How Titan serves this app. Environment variables and flags override what stands here.");
        root.put("type", "object");
        root.put("additionalProperties", false);
        Map<String, Object> properties = new LinkedHashMap<>();
        root.put("properties", properties);
        properties.put("$schema", Map.of("type", "string"));
        for (ConfigKey key : ConfigKeys.ALL) {
            List<String> names = List.of(key.path().split("\\."));
            Map<String, Object> section = properties;
            for (String name : names.subList(0, names.size() - 1)) {
                section = section(section, name);
            }
            section.put(names.get(names.size() - 1), property(key));
        }
        return root;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> properties, String name) {
        Map<String, Object> section = (Map<String, Object>) properties.computeIfAbsent(name, absent -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("type", "object");
            object.put("additionalProperties", false);
            object.put("properties", new LinkedHashMap<String, Object>());
            return object;
        });
        return (Map<String, Object>) section.get("properties");
    }

    private static Map<String, Object> property(ConfigKey key) {
        Map<String, Object> property = new LinkedHashMap<>();
        String bounds = "";
        switch (key.kind()) {
            case INTEGER -> {
                property.put("type", "integer");
                property.put("minimum", key.min());
                property.put("maximum", key.max());
                bounds = " " + key.min() + " to " + key.max() + (key.unit().isEmpty() ? "" : " " + key.unit()) + ".";
            }
            case BOOLEAN -> property.put("type", "boolean");
            case STRING -> {
                property.put("type", "string");
                property.put("minLength", 1);
            }
            case CHOICE -> property.put("enum", key.values());
            case STRINGS -> {
                property.put("type", "array");
                property.put("items", Map.of("type", "string"));
            }
            case STRING_MAP -> {
                property.put("type", "object");
                property.put("additionalProperties", Map.of("type", "string"));
            }
            case FREE -> property.put("type", "object");
        }
        boolean hasDefault = key.fallback() != null;
        property.put(
                "description",
                key.description() + bounds + (hasDefault ? " Default: " + Json.write(key.fallback()) + "." : ""));
        if (hasDefault) {
            property.put("default", key.fallback());
        }
        return property;
    }
}
