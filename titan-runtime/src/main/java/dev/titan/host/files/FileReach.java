package dev.titan.host.files;

import dev.titan.host.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an author writes for a path into a place that the app may reach, or refuses it. A path that begins with a folder of the permissions ({@code data/…}, {@code public/…}) is taken from the
 * app's folder, any other from {@code data/}. Symbolic links are followed as long as they stay inside. Safe for use by many threads.
 *
 * <p>What is looked at can change before it is used: this keeps an app from mistakes, and not from somebody who can write to its folders by other means.
 */
final class FileReach {
    private static final int LONGEST = 4096;
    private static final String OWN = "data";
    private static final String PUBLIC = "public";

    private final FileSettings settings;
    private volatile @Nullable Path packed;

    FileReach(FileSettings settings) {
        this.settings = settings;
    }

    /** What is to be done at a place. */
    enum Use {
        READ,
        WRITE,
        /** The entry of its folder is meant: a link, and not where it leads. */
        REMOVE
    }

    /**
     * A place.
     *
     * @param api for messages: {@code t.fs.write}
     * @return with all links resolved; it need not exist
     * @throws OperationException a TypeError for what is no path, a PermissionError for what is not allowed
     */
    Path find(String api, @Nullable Object given, Use use) throws IOException {
        Path path = parse(api, given);
        Path root = root(path, use == Use.READ ? readable() : settings.write());
        if (root == null) {
            throw refused(api, path, use);
        }
        Path named = place(path);
        if (use == Use.REMOVE && named.equals(place(root))) {
            throw new OperationException(
                    "PermissionError",
                    "EACCES",
                    api + " may not take away " + root + " itself, which permissions.write lists",
                    null);
        }
        Path real = resolved(use == Use.REMOVE ? parent(named) : named);
        if (!real.startsWith(resolved(place(root)))) {
            throw new OperationException(
                    "PermissionError",
                    "EACCES",
                    api + " may not leave " + root + ": a symbolic link in " + path + " leads out of it",
                    null);
        }
        return use == Use.REMOVE ? real.resolve(named.getFileName()) : real;
    }

    private static Path parse(String api, @Nullable Object given) {
        if (!(given instanceof String text)) {
            throw OperationException.type(api + ": the path must be a string");
        }
        if (text.length() > LONGEST) {
            throw OperationException.type(
                    api + ": the path has " + text.length() + " characters, more than " + LONGEST);
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new OperationException("TypeError", "", api + ": this is not a path: " + e.getReason(), e);
        }
        for (Path name : path) {
            if (name.toString().equals("..")) {
                throw new OperationException(
                        "PermissionError", "EACCES", api + " may not go up: leave '..' out of the path " + text, null);
            }
        }
        return path.normalize();
    }

    private List<String> readable() {
        return Stream.concat(settings.read().stream(), settings.write().stream())
                .toList();
    }

    /** The path below the base, or the absolute path, that an author's path stands for. */
    private Path spelled(Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        for (String root : known()) {
            if (path.startsWith(Path.of(root).normalize())) {
                return path;
            }
        }
        return path.toString().isEmpty() ? Path.of(OWN) : Path.of(OWN).resolve(path);
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(readable());
        known.add(OWN);
        known.add(PUBLIC);
        return known;
    }

    private @Nullable Path root(Path path, List<String> allowed) {
        Path absolute = settings.base().resolve(spelled(path)).normalize();
        for (String root : allowed) {
            Path folder = Path.of(root).normalize();
            if (absolute.startsWith(settings.base().resolve(folder).normalize())) {
                return folder;
            }
        }
        return null;
    }

    private Path place(Path path) {
        Path spelled = spelled(path);
        if (settings.packed() != null && !spelled.isAbsolute() && spelled.startsWith(PUBLIC)) {
            Path folder = packed;
            if (folder == null) {
                packed = folder = settings.packed().get();
            }
            Path below = Path.of(PUBLIC).relativize(spelled);
            return below.toString().isEmpty()
                    ? folder
                    : folder.resolve(below.toString().replace('\\', '/'));
        }
        return settings.base().resolve(spelled).normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** With the links of as much of it resolved as there is. */
    private static Path resolved(Path path) throws IOException {
        Path existing = path;
        List<Path> rest = new ArrayList<>();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            rest.add(0, existing.getFileName());
            existing = existing.getParent();
        }
        Path real;
        try {
            real = existing.toRealPath();
        } catch (NoSuchFileException e) {
            // A link that leads nowhere: whatever it is used for would come out somewhere else.
            throw new OperationException(
                    "FileError", "ENOENT", "a symbolic link leads to nothing: " + path.getFileName(), e);
        }
        // Where case does not count, the file system finds Notes.txt for notes.txt: two names of one file would be a
        // mistake.
        if (existing.getFileName() != null
                && !existing.toRealPath(LinkOption.NOFOLLOW_LINKS).endsWith(existing.getFileName())) {
            throw new NoSuchFileException(path.toString());
        }
        for (Path name : rest) {
            real = real.resolve(name.toString());
        }
        return real;
    }

    private OperationException refused(String api, Path path, Use use) {
        boolean reading = use == Use.READ;
        Path spelled = spelled(path);
        String line = spelled.isAbsolute() || spelled.getNameCount() == 1
                ? spelled.toString()
                : spelled.getName(0).toString();
        return new OperationException(
                "PermissionError",
                "EACCES",
                api + " may not " + (reading ? "read " : "write ") + spelled + ": add \"" + line + "\" to permissions."
                        + (reading ? "read" : "write") + " in titan.config.json",
                null);
    }
}
