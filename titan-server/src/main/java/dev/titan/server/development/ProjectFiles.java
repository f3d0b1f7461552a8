package dev.titan.server.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of the app's folder, and none beyond it. Safe for use by many threads. */
final class ProjectFiles {
    /** Larger files are data, or made by a machine. */
    private static final long MAX_BYTES = 4 << 20;

    private final Path root;

    /** @param root the app's folder */
    ProjectFiles(Path root) {
        this.root = root;
    }

    /**
     * The file that a path names, links resolved.
     *
     * @param file relative to the app's folder
     * @return null when there is none, or it is not inside the app's folder
     */
    @Nullable
    Path find(String file) {
        try {
            Path folder = root.toRealPath();
            Path path = folder.resolve(file).toRealPath();
            return path.startsWith(folder) && Files.isRegularFile(path) ? path : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** The text of a file of the app, empty when there is none, it is too large or no UTF-8. */
    String text(String file) {
        Path path = find(file);
        try {
            return path == null || Files.size(path) > MAX_BYTES ? "" : Files.readString(path);
        } catch (IOException e) {
            return "";
        }
    }
}
