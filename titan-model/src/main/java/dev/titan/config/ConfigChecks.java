package dev.titan.config;

import dev.titan.model.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What no single key can tell: settings that contradict each other. */
final class ConfigChecks {
    private static final int LEAST_SECRET = 32;

    private ConfigChecks() {}

    /** Adds a diagnostic for each contradiction. */
    static void check(Map<String, Setting> settings, List<Diagnostic> diagnostics) {
        tls(settings, diagnostics);
        each(at(settings, "server.trustedProxies"), Cidr::parse, diagnostics);
        each(at(settings, "server.cors.origins"), OriginPattern::parse, diagnostics);
        each(at(settings, "permissions.net"), entry -> NetPermission.of(List.of(entry)), diagnostics);
        database(at(settings, "db.url"), diagnostics);
        redis(at(settings, "redis.url"), diagnostics);
        session(settings, diagnostics);
        Setting credentials = at(settings, "server.cors.credentials");
        if (Boolean.TRUE.equals(credentials.value())
                && at(settings, "server.cors.origins").value() instanceof List<?> origins
                && origins.contains("*")) {
            report(
                    diagnostics,
                    at(settings, "server.cors.origins"),
                    "\"server.cors.credentials\" does not go with the origin \"*\": browsers refuse it; list the origins");
        }
        Setting management = at(settings, "server.managementPort");
        if (management.value() instanceof Long port
                && port != 0
                && port.equals(at(settings, "server.port").value())) {
            report(
                    diagnostics,
                    management,
                    "\"server.managementPort\" must differ from \"server.port\", both are " + port);
        }
    }

    private static void database(Setting url, List<Diagnostic> diagnostics) {
        try {
            if (url.value() instanceof String text) {
                DatabaseUrl.parse(text);
            }
        } catch (IllegalArgumentException e) {
            String code = url.at() == null ? ConfigLoader.BAD_ENVIRONMENT : "TITAN_C109";
            String name = url.at() == null ? url.origin() : "\"db.url\"";
            diagnostics.add(Diagnostic.error(code, name + ": " + e.getMessage(), url.at()));
        }
    }

    private static void session(Map<String, Setting> settings, List<Diagnostic> diagnostics) {
        Setting secrets = at(settings, "session.secrets");
        if (secrets.value() instanceof List<?> list
                && list.stream().anyMatch(secret -> String.valueOf(secret).length() < LEAST_SECRET)) {
            String name = secrets.at() == null ? secrets.origin() : "\"session.secrets\"";
            diagnostics.add(Diagnostic.error(
                            secrets.at() == null ? ConfigLoader.BAD_ENVIRONMENT : "TITAN_C109",
                            name + ": each secret must have at least " + LEAST_SECRET + " characters",
                            secrets.at())
                    .suggest("openssl rand -base64 32 makes one"));
        }
        Setting cookie = at(settings, "session.cookie");
        if (!String.valueOf(cookie.value()).matches("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+")) {
            report(diagnostics, cookie, "\"session.cookie\" must be a token (RFC 6265), such as \"session\"");
        }
    }

    private static void redis(Setting url, List<Diagnostic> diagnostics) {
        if (url.value() instanceof String text && !text.matches("(?:rediss?|valkeys?|redis-socket)://.+")) {
            String name = url.at() == null ? url.origin() : "\"redis.url\"";
            diagnostics.add(Diagnostic.error(
                    url.at() == null ? ConfigLoader.BAD_ENVIRONMENT : "TITAN_C109",
                    name + ": \"" + Secrets.maskUrls(text)
                            + "\" is not the URL of Redis or Valkey. Valid: \"redis://user:password@host:6379/0\", \"rediss://…\" over TLS, \"redis-socket:///path/to/socket\"",
                    url.at()));
        }
    }

    private static void tls(Map<String, Setting> settings, List<Diagnostic> diagnostics) {
        Setting cert = at(settings, "server.tls.cert");
        Setting key = at(settings, "server.tls.key");
        Setting keystore = at(settings, "server.tls.keystore");
        if (cert.value() != null && key.value() == null) {
            report(diagnostics, cert, "\"server.tls.cert\" needs \"server.tls.key\" beside it");
        }
        if (key.value() != null && cert.value() == null) {
            report(diagnostics, key, "\"server.tls.key\" needs \"server.tls.cert\" beside it");
        }
        if (keystore.value() != null && cert.value() != null) {
            report(
                    diagnostics,
                    keystore,
                    "either \"server.tls.keystore\" or \"server.tls.cert\" may be there, not both");
        }
    }

    /** Every key has a setting, be it the default. */
    private static Setting at(Map<String, Setting> settings, String key) {
        return Objects.requireNonNull(settings.get(key), key);
    }

    /** Checks each string of a list with a parser that throws IllegalArgumentException. */
    private static void each(Setting setting, Consumer<String> parser, List<Diagnostic> diagnostics) {
        if (setting.value() instanceof List<?> list) {
            for (Object element : list) {
                try {
                    parser.accept((String) element);
                } catch (IllegalArgumentException e) {
                    report(diagnostics, setting, "\"" + setting.key() + "\": " + e.getMessage());
                }
            }
        }
    }

    private static void report(List<Diagnostic> diagnostics, Setting setting, String text) {
        diagnostics.add(Diagnostic.error("TITAN_C109", text, setting.at()));
    }
}
