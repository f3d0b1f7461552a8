package dev.titan.bundler;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The files of a folder and those below it. */
final class SourceFolder {
    private SourceFolder() {}

    /**
     * Paths of files below a folder, with slashes, sorted; empty when there is no such folder. A folder behind a symbolic link is another's, or this one again.
     *
     * @param enters whether to look into a folder, by its name
     * @param wanted whether a file is meant, by its path
     */
    static List<String> files(Path folder, Predicate<String> enters, Predicate<String> wanted) throws IOException {
        Set<String> found = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            walk(folder, "", enters, wanted, found);
        }
        return List.copyOf(found);
    }

    private static void walk(
            Path folder, String prefix, Predicate<String> enters, Predicate<String> wanted, Set<String> found)
            throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                if (enters.test(name) && !Files.isSymbolicLink(entry)) {
                    walk(entry, prefix + name + "/", enters, wanted, found);
                }
            } else if (wanted.test(prefix + name)) {
                found.add(prefix + name);
            }
        }
    }
}
