package dev.titan.bundler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The imports of app/services by code that lies elsewhere: they stay in its bundles, and the isolate gives them what the services' bundle exports. Safe for use by several
 * threads.
 */
final class ServiceImports {
    /**
     * A regular expression (RE2) that finds imports which may lead into app/services from outside of it: a relative one has the folder's name in it, any other may be a path of
     * tsconfig.json.
     */
    static final String FILTER = "^[^./]|services";

    private final Path folder;

    /** Files that hold no services of their own but are imported: the services' bundle exports them too. */
    private final Set<String> shared = new ConcurrentSkipListSet<>();

    /** @param root the app folder, without symbolic links */
    ServiceImports(Path root) {
        this.folder = root.resolve(ServiceFiles.FOLDER);
    }

    /** What to import in place of a file, null when it is none of them. */
    @Nullable
    String specifier(String resolved) {
        Path file = Path.of(resolved);
        if (!file.startsWith(folder)) {
            return null;
        }
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!ServiceFiles.isCode(name)) {
            return null;
        }
        if (!ServiceFiles.isService(name)) {
            shared.add(name);
        }
        return ServiceFiles.SPECIFIER + name;
    }

    /** All files that the services' bundle must export, those that may hold services first. */
    List<String> with(List<String> files) {
        List<String> all = new ArrayList<>(files);
        shared.stream().filter(name -> folder.resolve(name).toFile().isFile()).forEach(all::add);
        return all;
    }
}
