package dev.titan.bundler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What changes of files mean to bundles that were made of some files. Immutable.
 *
 * @param files the changed files of bundles, by the names that esbuild has for them
 * @param structure whether entries may have come or gone, or imports may lead elsewhere than before
 * @param maybe whether a file has changed that may be imported, though no sound bundle does
 */
record ChangedInputs(Set<String> files, boolean structure, boolean maybe) {
    private static final Set<String> SETTINGS = Set.of("tsconfig.json", "jsconfig.json", "package.json");
    private static final String PACKAGES = "node_modules";

    /**
     * Sorts changes.
     *
     * @param known the files of all bundles
     * @param settings further files that decide how all of them are bundled
     */
    static ChangedInputs of(Path root, FileChanges changes, Set<String> known, Set<Path> settings) {
        Set<String> files = new HashSet<>();
        boolean structure = changes.unknown();
        boolean maybe = false;
        for (Path path : changes.files()) {
            String name = String.valueOf(path.getFileName());
            String file = root.relativize(path).toString().replace('\\', '/');
            boolean exists = Files.exists(path);
            if (settings.contains(path) || isSetting(path)) {
                structure = true;
            } else if (known.contains(file)) {
                files.add(file);
                structure |= !exists;
            } else if (!exists) {
                structure |= known.stream().anyMatch(each -> each.startsWith(file + "/"));
            } else if (EsbuildBuild.isImportable(name) || Files.isDirectory(path)) {
                maybe = true;
                structure |= changes.created().contains(path);
            }
        }
        return new ChangedInputs(files, structure, maybe);
    }

    /** Whether it decides by its name or place how imports are resolved. */
    static boolean isSetting(Path path) {
        return SETTINGS.contains(String.valueOf(path.getFileName())) || isInstallation(path);
    }

    /** Package managers write a note of what is installed beside the packages when they are done. */
    private static boolean isInstallation(Path path) {
        Path folder = path.getParent();
        return folder != null && folder.endsWith(PACKAGES);
    }

    /** Whether any bundle may be another now. */
    boolean any() {
        return structure || maybe || !files.isEmpty();
    }
}
