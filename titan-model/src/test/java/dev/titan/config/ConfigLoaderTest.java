package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String NAME = ConfigLoader.FILE_NAME;

    @Test
    void nothingConfiguredIsTheDefaults() throws Exception {
        assertEquals(
                TitanConfig.DEFAULTS, new ConfigLoader(Mode.PRODUCTION).load().config());
        assertEquals(
                "127.0.0.1",
                new ConfigLoader(Mode.DEVELOPMENT).load().config().server().host());
    }

    @Test
    void readsEveryKey() throws Exception {
        TitanConfig config = load("""
                {
                  "$schema": "x",
                  // comments and trailing commas are fine
                  "server": {
                    "port": 1, "host": "h", "trustedProxies": ["10.0.0.0/8"], "compression": false, "accessLog": true,
                    "cors": {"origins": ["https://a.example"], "methods": ["get"], "headers": ["x-a"], "exposeHeaders": ["x-b"],
                             "credentials": true, "maxAgeSeconds": 5},
                    "tls": {"cert": "c.pem", "key": "k.pem", "password": "p"},
                    "http2": false, "multipartFileThresholdBytes": 7, "managementPort": 2
                  },
                  "workers": 3,
                  "log": {"level": "debug", "format": "json"},
                  "limits": {
                    "cpuMs": 11, "wallMs": 12, "heapMb": 13, "suspended": 14, "queue": 15, "queueMs": 16, "bodyBytes": 5000000000,
                    "urlBytes": 18, "headerBytes": 1900, "headers": 20, "params": 21, "headerMs": 22, "bodyMs": 23, "idleMs": 24,
                    "fetch": {"connectMs": 25, "totalMs": 26, "bodyBytes": 27, "perHost": 28}, "shutdownMs": 29
                  },
                  "permissions": {"net": ["localhost"], "read": ["a"], "write": ["b"], "env": ["HOME"], "eval": true},
                  "bundle": {"define": {"VERSION": "\\"1\\""}},
                  "db": {"url": "sqlite:x.db", "pool": 31, "connectMs": 320, "acquireMs": 33, "statementMs": 34, "resultBytes": 3500},
                  "cache": {"entries": 40, "bytes": 5000000000, "valueBytes": 42, "ttlSeconds": 43},
                  "redis": {"url": "redis://h", "prefix": "p:", "connectMs": 44, "commandMs": 45},
                  "tasks": {"store": "memory", "concurrency": 46, "retries": 47, "timeoutMs": 48, "pollMs": 49, "leaseMs": 5000, "keepSeconds": 51},
                  "sockets": {"messageBytes": 52, "bufferBytes": 5300, "pingMs": 54},
                  "session": {"store": "memory", "secrets": ["0123456789012345678901234567890123456789"], "cookie": "sid", "sameSite": "strict", "idleSeconds": 55, "absoluteSeconds": 56},
                  "services": {"hookTimeoutMs": 52},
                  "netron": {"batch": 57, "tcp": 58, "unix": "n.sock", "jwt": {"secret": "s", "publicKey": "p", "algorithms": ["RS256"], "issuer": "i", "audience": "u"}, "events": {"subscribe": ["a.*"], "emit": ["b"]}},
                  "app": {"a": [1, 1.5, null, {"b": true}], "big": 123456789012345678901234567890},
                }
                """);
        assertEquals(
                new TitanConfig(
                        new TitanConfig.Server(
                                1,
                                "h",
                                List.of("10.0.0.0/8"),
                                false,
                                true,
                                new Cors(
                                        List.of("https://a.example"),
                                        List.of("GET"),
                                        List.of("x-a"),
                                        List.of("x-b"),
                                        true,
                                        5),
                                new Tls("c.pem", "k.pem", null, "p"),
                                false,
                                7,
                                2),
                        3,
                        new TitanConfig.Log(
                                TitanConfig.Log.Level.DEBUG,
                                TitanConfig.Log.Format.JSON,
                                TitanConfig.Log.DEFAULTS.redact()),
                        new Limits(
                                11,
                                12,
                                13,
                                14,
                                15,
                                16,
                                5_000_000_000L,
                                18,
                                1900,
                                20,
                                21,
                                22,
                                23,
                                24,
                                new Limits.Fetch(25, 26, 27, 28),
                                29),
                        new TitanConfig.Permissions(
                                List.of("localhost"), List.of("a"), List.of("b"), List.of("HOME"), true),
                        new TitanConfig.BundleOptions(Map.of("VERSION", "\"1\"")),
                        new TitanConfig.Database("sqlite:x.db", 31, 320, 33, 34, 3500),
                        new TitanConfig.Cache(40, 5_000_000_000L, 42, 43),
                        new TitanConfig.Redis("redis://h", "p:", 44, 45),
                        new TitanConfig.Tasks(TitanConfig.Tasks.Store.MEMORY, 46, 47, 48, 49, 5000, 51),
                        new Sockets(52, 5300, 54),
                        new SessionConfig(
                                SessionConfig.Store.MEMORY,
                                List.of("0123456789012345678901234567890123456789"),
                                "sid",
                                SessionConfig.SameSite.STRICT,
                                55,
                                56),
                        new TitanConfig.Services(52),
                        new NetronConfig(
                                57,
                                58,
                                "n.sock",
                                new NetronConfig.Jwt("s", "p", List.of("RS256"), "i", "u"),
                                new NetronConfig.Events(List.of("a.*"), List.of("b"))),
                        Map.of(
                                "a",
                                Arrays.asList(1L, 1.5, null, Map.of("b", true)),
                                "big",
                                new BigInteger("123456789012345678901234567890"))),
                config);
    }

    @Test
    void laterSourcesOverrideKeyByKey() throws Exception {
        LoadedConfig loaded = new ConfigLoader(Mode.PRODUCTION)
                .text(
                        "packed",
                        "{\"server\": {\"port\": 1, \"host\": \"a\"}, \"workers\": 1, \"app\": {\"x\": {\"y\": 1, \"z\": 1}}}")
                .text(
                        "outside",
                        "{\"server\": {\"port\": 2}, \"permissions\": {\"net\": []}, \"app\": {\"x\": {\"y\": 2}}}")
                .environment(Map.of("PORT", "3", "TITAN_WORKERS", "", "HOST", "b"))
                .flag("server.port", "--port", "4")
                .load();
        TitanConfig config = loaded.config();
        assertEquals(4, config.server().port());
        assertEquals("b", config.server().host());
        assertEquals(1, config.workers());
        assertEquals(List.of(), config.permissions().net());
        assertEquals(Map.of("x", Map.of("y", 2L, "z", 1L)), config.app());
        assertEquals("--port", origin(loaded, "server.port"));
        assertEquals("HOST", origin(loaded, "server.host"));
        assertEquals("packed:1", origin(loaded, "workers"));
        assertEquals("default", origin(loaded, "limits.cpuMs"));
    }

    @Test
    void anUnknownKeyNamesTheNearestAndTheValidOnes() {
        Diagnostic diagnostic = single("{\n  \"limits\": {\n    \"cpuMS2\": 5\n  }\n}");
        assertEquals(NAME + ":3:5", diagnostic.location().toString());
        assertEquals(8, diagnostic.location().length());
        assertEquals("    \"cpuMS2\": 5", diagnostic.location().lineText());
        assertEquals("unknown key \"limits.cpuMS2\"", diagnostic.text());
        assertEquals("did you mean \"cpuMs\"?", diagnostic.suggestion());
        assertTrue(diagnostic.notes().get(0).text().startsWith("keys of \"limits\": cpuMs, wallMs, heapMb"));
    }

    @Test
    void anUnknownKeyAtTheRootListsTheSections() {
        Diagnostic diagnostic = single("{\"colour\": 1}");
        assertEquals("", diagnostic.suggestion());
        assertEquals(
                "keys here: server, workers, log, limits, permissions, bundle, db, cache, redis, tasks, sockets, session, services, netron, app",
                diagnostic.notes().get(0).text());
    }

    @Test
    void namesWithDotsAreNoPaths() {
        assertEquals(
                "unknown key \"server.port\"", single("{\"server.port\": 1}").text());
    }

    @Test
    void wrongTypesAndRangesSayWhatIsValid() {
        assertEquals(
                "\"server.port\" must be a whole number from 0 to 65535, found the number 65536",
                single("{\"server\": {\"port\": 65536}}").text());
        assertEquals(
                "\"limits.cpuMs\" must be a whole number of milliseconds from 0 to 3600000, found the string \"10s\"",
                single("{\"limits\": {\"cpuMs\": \"10s\"}}").text());
        assertEquals(
                "\"limits.cpuMs\" must be a whole number of milliseconds from 0 to 3600000, found the number 1.5",
                single("{\"limits\": {\"cpuMs\": 1.5}}").text());
        assertEquals(
                "\"server.compression\" must be true or false, found the number 1",
                single("{\"server\": {\"compression\": 1}}").text());
        assertEquals(
                "\"permissions.net\" must be a list of strings, found a list",
                single("{\"permissions\": {\"net\": [1]}}").text());
        assertEquals(
                "\"server\" must be an object, found null",
                single("{\"server\": null}").text());
        Diagnostic level = single("{\"log\": {\"level\": \"warning\"}}");
        assertEquals(
                "\"log.level\" must be one of trace, debug, info, warn, error, off, found the string \"warning\"",
                level.text());
    }

    @Test
    void aChoiceOffersTheNearestValue() {
        assertEquals(
                "did you mean \"debug\"?",
                single("{\"log\": {\"level\": \"debgu\"}}").suggestion());
    }

    @Test
    void wholeNumbersMayBeWrittenWithExponent() throws Exception {
        assertEquals(3000, load("{\"server\": {\"port\": 3e3}}").server().port());
    }

    @Test
    void aSecretOfTheWrongTypeIsNotShown() {
        assertFalse(
                single("{\"server\": {\"tls\": {\"password\": 1234}}}").text().contains("1234"));
    }

    @Test
    void collectsAllFaultsOfAllSources() {
        DiagnosticException e = assertThrows(
                DiagnosticException.class,
                () -> new ConfigLoader(Mode.PRODUCTION)
                        .text("a.json", "{\"x\": 1, \"workers\": -1}")
                        .text("b.json", "{")
                        .environment(Map.of("PORT", "http"))
                        .flag("log.level", "--log-level", "inof")
                        .load());
        assertEquals(
                List.of("TITAN_C103", "TITAN_C105", "TITAN_C101", ConfigLoader.BAD_ENVIRONMENT, ConfigLoader.BAD_FLAG),
                e.diagnostics().stream().map(Diagnostic::code).toList());
        assertEquals(
                "PORT must be a whole number from 0 to 65535, found \"http\"",
                e.diagnostics().get(3).text());
        assertEquals("did you mean info?", e.diagnostics().get(4).suggestion());
    }

    @Test
    void malformedJsonIsLocated() {
        Diagnostic diagnostic = single("{\n  \"workers\": 1\n  \"log\": {}\n}");
        assertEquals(3, diagnostic.location().line());
        assertTrue(diagnostic.text().startsWith("malformed JSON: "));
        assertEquals("the file must hold a JSON object", single("[]").text());
        assertEquals("the file must hold a JSON object", single("").text());
        assertEquals("nothing may follow the JSON object", single("{} {}").text());
    }

    @Test
    void aKeyThatOccursTwiceShowsBothPlaces() {
        Diagnostic diagnostic = single("{\"workers\": 1,\n \"workers\": 2}");
        assertEquals("the key \"workers\" occurs twice", diagnostic.text());
        assertEquals(NAME + ":1:2", diagnostic.notes().get(0).location().toString());
    }

    @Test
    void contradictionsAreFaults() {
        assertEquals(
                "\"server.tls.cert\" needs \"server.tls.key\" beside it",
                single("{\"server\": {\"tls\": {\"cert\": \"c\"}}}").text());
        assertEquals(
                "\"server.managementPort\" must differ from \"server.port\", both are 3000",
                single("{\"server\": {\"managementPort\": 3000}}").text());
        assertTrue(single("{\"server\": {\"trustedProxies\": [\"10.0.0.0/33\"]}}")
                .text()
                .startsWith("\"server.trustedProxies\": "));
        assertTrue(single("{\"server\": {\"cors\": {\"origins\": [\"a b\"]}}}")
                .text()
                .startsWith("\"server.cors.origins\": "));
        assertTrue(single("{\"server\": {\"cors\": {\"origins\": [\"*\"], \"credentials\": true}}}")
                .text()
                .contains("does not go with the origin \"*\""));
    }

    @Test
    void aMissingFileIsAFaultOnlyWhenNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve(NAME);
        assertEquals(
                TitanConfig.DEFAULTS,
                new ConfigLoader(Mode.PRODUCTION)
                        .fileIfPresent(file, NAME)
                        .load()
                        .config());
        DiagnosticException e = assertThrows(
                DiagnosticException.class,
                () -> new ConfigLoader(Mode.PRODUCTION).file(file, NAME).load());
        assertEquals("cannot read titan.config.json: there is no such file", e.getMessage());
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        e = assertThrows(
                DiagnosticException.class,
                () -> new ConfigLoader(Mode.PRODUCTION).file(file, NAME).load());
        assertEquals("titan.config.json is not UTF-8", e.getMessage());
    }

    private static TitanConfig load(String json) throws DiagnosticException {
        return new ConfigLoader(Mode.PRODUCTION).text(NAME, json).load().config();
    }

    private static Diagnostic single(String json) {
        DiagnosticException e = assertThrows(DiagnosticException.class, () -> load(json));
        assertEquals(1, e.diagnostics().size(), e::getMessage);
        return e.diagnostics().get(0);
    }

    private static String origin(LoadedConfig loaded, String key) {
        return loaded.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin();
    }
}
