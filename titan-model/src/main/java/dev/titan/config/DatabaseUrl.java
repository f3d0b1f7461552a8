package dev.titan.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, as {@code DATABASE_URL} says it. Immutable. Its text form hides the password.
 *
 * @param kind which database
 * @param target the JDBC URL, without the user of a postgres:// URL; of SQLite the path of the file, or {@value #MEMORY}
 * @param user null when the URL names none beside the target
 * @param password null when the URL has none beside the target
 */
public record DatabaseUrl(
        Kind kind,
        String target,
        @Nullable String user,
        @Nullable String password) {
    /** The SQLite database that lives as long as the process. */
    public static final String MEMORY = ":memory:";

    /** The file of an app that configures no database, below the folder it runs in. */
    public static final DatabaseUrl DEFAULT = new DatabaseUrl(Kind.SQLITE, "data/app.db", null, null);

    /** Which database. */
    public enum Kind {
        SQLITE,
        POSTGRESQL,
        /** Whatever has a JDBC driver on the class path. */
        OTHER
    }

    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.DOTALL);

    /** What libpq and others call a parameter, and what the JDBC driver does. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "application_name", "ApplicationName", "connect_timeout", "connectTimeout", "schema", "currentSchema");

    /**
     * Reads {@code postgres://} and {@code postgresql://} as libpq does, {@code sqlite:<file>} and {@code file:<file>}, and {@code jdbc:…}.
     *
     * @throws IllegalArgumentException when it is none of these; the message quotes no password
     */
    public static DatabaseUrl parse(String url) {
        var matcher = SCHEME.matcher(url.toLowerCase(Locale.ROOT));
        String scheme = matcher.matches() ? matcher.group(1) : "";
        return switch (scheme) {
            case "postgres", "postgresql" -> postgresql(url);
            case "sqlite", "file" -> sqlite(url.substring(scheme.length() + 1));
            case "jdbc" -> jdbc(url);
            default ->
                throw new IllegalArgumentException(
                        "\"" + Secrets.maskUrls(url)
                                + "\" is not the URL of a database. Valid: \"postgres://user:password@host:5432/name\", \"sqlite:data/app.db\", \"jdbc:…\" whose driver is on the class path");
        };
    }

    private static DatabaseUrl jdbc(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:sqlite:")) {
            return sqlite(url.substring("jdbc:sqlite:".length()));
        }
        return new DatabaseUrl(lower.startsWith("jdbc:postgresql:") ? Kind.POSTGRESQL : Kind.OTHER, url, null, null);
    }

    private static DatabaseUrl sqlite(String rest) {
        String file = rest.startsWith("///") ? rest.substring(2) : rest.startsWith("//") ? rest.substring(2) : rest;
        file = file.startsWith("file:") ? file.substring("file:".length()) : file;
        int query = file.indexOf('?');
        file = query < 0 ? file : file.substring(0, query);
        if (file.isEmpty() || file.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("sqlite: needs the path of a file, or " + MEMORY);
        }
        return new DatabaseUrl(Kind.SQLITE, file, null, null);
    }

    private static DatabaseUrl postgresql(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the database's URL is malformed at character " + e.getIndex()
                            + "; in user and password, percent-encode what is neither a letter nor a digit: @ is %40, : is %3A, / is %2F, # is %23");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        String[] account = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        String path = uri.getRawPath() == null || uri.getRawPath().length() < 2
                ? ""
                : decode(uri.getRawPath().substring(1));
        String user = account.length > 0 && !account[0].isEmpty() ? decode(account[0]) : null;
        String database = path.isEmpty() ? user == null ? "postgres" : user : path;
        String target = "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8) + parameters(uri.getRawQuery());
        return new DatabaseUrl(Kind.POSTGRESQL, target, user, account.length > 1 ? decode(account[1]) : null);
    }

    private static String parameters(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        StringJoiner all = new StringJoiner("&", "?", "");
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts[0].equals("pgbouncer")) {
                // Prepared statements of the server do not outlive a transaction behind such a proxy.
                all.add("prepareThreshold=0");
            } else {
                all.add(PARAMETERS.getOrDefault(parts[0], parts[0]) + (parts.length > 1 ? "=" + parts[1] : ""));
            }
        }
        return all.toString();
    }

    private static String decode(String text) {
        // A plus sign stands for itself in these parts of a URL.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** What to call it in messages: no user, no password, no parameters. */
    public String shown() {
        int query = target.indexOf('?');
        String shown = query < 0 ? target : target.substring(0, query);
        return kind == Kind.SQLITE
                ? "sqlite:" + shown
                : Secrets.maskUrls(shown.replaceFirst("^jdbc:(?=postgresql:)", ""));
    }

    @Override
    public String toString() {
        return shown();
    }
}
