package dev.titan.server.content;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that an action may name: those below the folders of {@code permissions.read}, and files that are listed there. Immutable. */
final class NamedFiles {
    private static final String PUBLIC = "public";
    private static final String DATA = "data";

    /**
     * A folder or file that may be read.
     *
     * @param path as it is listed
     */
    private record Root(Path path, StaticSource source) {}

    private final List<Root> roots = new ArrayList<>();

    /**
     * @param publicFiles what is below {@code public}, wherever that lies
     * @param base the folder that relative paths are below
     * @param readable folders and files: below the base, or absolute
     */
    NamedFiles(StaticSource publicFiles, Path base, List<String> readable) {
        for (String entry : readable) {
            Path path = Path.of(entry).normalize();
            roots.add(
                    new Root(path, path.equals(Path.of(PUBLIC)) ? publicFiles : new FolderSource(base.resolve(path))));
        }
    }

    /**
     * The file that a path stands for: below the first of its folders that is listed; without any, in public/ and then in data/ if these are listed.
     *
     * @return null when there is none that may be read
     * @throws IOException when it is there but cannot be read
     */
    @Nullable
    StaticFile find(String text) throws IOException {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
        List<String> names = FileNames.ofRelative(path.isAbsolute() ? text.substring(1) : text);
        if (names == null) {
            return null;
        }
        for (Root root : roots) {
            if (path.startsWith(root.path())) {
                StaticFile file = below(root, path);
                if (file != null) {
                    return file;
                }
            }
        }
        StaticFile file = path.isAbsolute() ? null : within(PUBLIC, names);
        return file != null || path.isAbsolute() ? file : within(DATA, names);
    }

    private static @Nullable StaticFile below(Root root, Path path) throws IOException {
        if (path.equals(root.path())) {
            return root.source() instanceof FolderSource folder ? folder.itself() : null;
        }
        List<String> names = new ArrayList<>();
        root.path().relativize(path).forEach(name -> names.add(name.toString()));
        return root.source().find(names);
    }

    private @Nullable StaticFile within(String folder, List<String> names) throws IOException {
        for (Root root : roots) {
            if (root.path().equals(Path.of(folder))) {
                return root.source().find(names);
            }
        }
        return null;
    }
}
