package dev.titan.host.db;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The migrations of an app, in the order of their numbers. Immutable. */
public final class Migrations {
    /** The folder they lie in, below that of the app. */
    public static final String FOLDER = "db/migrations";

    private static final Pattern FILE = Pattern.compile("V(\\d{1,18})__([\\p{L}\\p{N}_.-]+)\\.sql");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<Migration> all;

    private Migrations(List<Migration> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads those of an app's folder; none where it has no folder for them.
     *
     * @throws DiagnosticException when a file has no number, shares it with another, or is not UTF-8
     */
    public static Migrations ofApp(Path app) throws IOException, DiagnosticException {
        Path folder = app.resolve(FOLDER);
        Map<String, byte[]> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    if (Files.isRegularFile(child)) {
                        files.put(child.getFileName().toString(), Files.readAllBytes(child));
                    }
                }
            }
        }
        return of(files);
    }

    /**
     * Those in files, by name. Files that do not end with .sql, or begin with a dot, are left alone.
     *
     * @throws DiagnosticException when one has no number, shares it with another, or is not UTF-8
     */
    public static Migrations of(Map<String, byte[]> files) throws DiagnosticException {
        List<Migration> all = new ArrayList<>();
        List<Diagnostic> faults = new ArrayList<>();
        new TreeMap<>(files).forEach((file, bytes) -> {
            if (file.endsWith(".sql") && !file.startsWith(".")) {
                Migration read = read(file, bytes, faults);
                if (read != null) {
                    all.add(read);
                }
            }
        });
        all.sort(Comparator.comparingLong(Migration::version));
        Map<Long, Migration> seen = new HashMap<>();
        for (Migration one : all) {
            Migration first = seen.putIfAbsent(one.version(), one);
            if (first != null) {
                faults.add(Diagnostic.error("TITAN_M102", "two migrations have the number " + one.version(), at(one))
                        .note("the other is " + first.path(), null)
                        .suggest("give the newer one a number of its own"));
            }
        }
        if (!faults.isEmpty()) {
            throw new DiagnosticException(faults);
        }
        return new Migrations(all);
    }

    private static @Nullable Migration read(String file, byte[] bytes, List<Diagnostic> faults) {
        SourceLocation place = SourceLocation.of(FOLDER + "/" + file, 1, 1);
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            faults.add(Diagnostic.error("TITAN_M101", file + " is not the name of a migration", place)
                    .suggest("names are like V001__add_users.sql: V, a number, two underscores, words"));
            return null;
        }
        try {
            String sql = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString()
                    .replace("\r\n", "\n");
            return new Migration(
                    Long.parseLong(matcher.group(1)),
                    matcher.group(2),
                    file,
                    sql.startsWith("\uFEFF") ? sql.substring(1) : sql);
        } catch (CharacterCodingException e) {
            faults.add(Diagnostic.error("TITAN_M103", file + " is not UTF-8", place));
            return null;
        }
    }

    private static SourceLocation at(Migration migration) {
        return SourceLocation.of(migration.path(), 1, 1);
    }

    /** All, by number. */
    public List<Migration> all() {
        return all;
    }

    /** Whether the app has none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * The name of a file for a new migration: the next number, with as many digits as the others have.
     *
     * @param words what it is for; what is no letter or digit becomes an underscore
     * @throws IllegalArgumentException when they have no letter and no digit
     */
    public String nextFile(String words) {
        String name =
                WORDS.matcher(words).replaceAll("_").replaceAll("^_+|_+$", "").toLowerCase(java.util.Locale.ROOT);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("\"" + words + "\" has no letter and no digit to name a file by");
        }
        Migration last = all.isEmpty() ? null : all.get(all.size() - 1);
        int digits = last == null ? 3 : last.file().indexOf("__") - 1;
        long version = last == null ? 1 : last.version() + 1;
        return String.format(java.util.Locale.ROOT, "V%0" + digits + "d__%s.sql", version, name);
    }
}
