package dev.titan.server.telemetry;

import dev.titan.config.DatabaseUrl;
import dev.titan.config.TitanConfig;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * The database as spans name it (https://opentelemetry.io/docs/specs/semconv/database/). Immutable. Has no user, no password and no parameter.
 *
 * @param system {@code db.system.name}
 * @param namespace {@code db.namespace}, empty where it is not known
 * @param address {@code server.address}, empty for a file
 * @param port {@code server.port}, 0 where it is the usual one
 */
record DatabaseName(String system, String namespace, String address, int port) {
    /** Names that differ from those in URLs of JDBC. */
    private static final Map<String, String> SYSTEMS =
            Map.of("sqlserver", "microsoft.sql_server", "oracle", "oracle.db", "h2", "h2database", "db2", "ibm.db2");

    static DatabaseName of(TitanConfig.Database config) {
        DatabaseUrl url;
        try {
            url = config.url() == null ? DatabaseUrl.DEFAULT : DatabaseUrl.parse(config.url());
        } catch (IllegalArgumentException e) {
            return new DatabaseName("other_sql", "", "", 0);
        }
        return switch (url.kind()) {
            case SQLITE ->
                new DatabaseName("sqlite", url.target().substring(url.target().lastIndexOf('/') + 1), "", 0);
            case POSTGRESQL -> postgresql(url.target());
            case OTHER -> {
                String scheme = url.target().split(":", 3)[1].toLowerCase(Locale.ROOT);
                yield new DatabaseName(SYSTEMS.getOrDefault(scheme, scheme), "", "", 0);
            }
        };
    }

    private static DatabaseName postgresql(String target) {
        try {
            URI uri = URI.create(target.substring("jdbc:".length()));
            String path = uri.getPath() == null || uri.getPath().isEmpty()
                    ? ""
                    : uri.getPath().substring(1);
            String host = uri.getHost() == null ? "" : uri.getHost();
            return new DatabaseName("postgresql", path, host, Math.max(0, uri.getPort()));
        } catch (IllegalArgumentException e) {
            return new DatabaseName("postgresql", "", "", 0);
        }
    }
}
