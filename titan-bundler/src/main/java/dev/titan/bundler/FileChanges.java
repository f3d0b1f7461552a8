package dev.titan.bundler;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What has happened to the files of an app. Immutable.
 *
 * @param files those that were written, came or went, absolute; folders may be among them
 * @param created those of them that came
 * @param unknown whether anything else may have changed too
 */
public record FileChanges(Set<Path> files, Set<Path> created, boolean unknown) {
    /** Nothing is known of what has happened. */
    public static final FileChanges UNKNOWN = new FileChanges(Set.of(), Set.of(), true);

    public FileChanges {
        files = Set.copyOf(files);
        created = Set.copyOf(created);
    }

    /** These, and then others. */
    public FileChanges and(FileChanges later) {
        return new FileChanges(union(files, later.files), union(created, later.created), unknown || later.unknown);
    }

    private static Set<Path> union(Set<Path> some, Set<Path> others) {
        Set<Path> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
