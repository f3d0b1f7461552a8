package dev.titan.codegen;

import dev.titan.runtime.App;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What of the server only apps with a database need: drivers and pool, about 2 MB. */
final class DatabaseFiles {
    private static final List<String> PREFIXES =
            List.of("org/sqlite/", "org/postgresql/", "com/zaxxer/hikari/", "META-INF/services/java.sql.Driver");

    /** How the database is named, in whichever way it is reached: {@code t.db}, {@code const { db } = t}, {@code t['db']}, {@code t.kv}, {@code t.tasks}, {@code t.session}. */
    private static final Pattern NAMED = Pattern.compile("\\b(?:db|kv|tasks|session|Database|Scheduler)\\b");

    private DatabaseFiles() {}

    /** Whether an app may use its database: it has migrations, or a word in its code that looks like it. */
    static boolean wantedBy(App app, Path appFolder) {
        return Files.isDirectory(appFolder.resolve("db").resolve("migrations"))
                || app.bundles().stream()
                        .anyMatch(bundle -> NAMED.matcher(bundle.code()).find());
    }

    /** Whether an entry of the server is among them. */
    static boolean has(String entry) {
        return PREFIXES.stream().anyMatch(entry::startsWith);
    }
}
