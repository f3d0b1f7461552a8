package dev.titan.bundler;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The files of an app's services, and the entry that makes one bundle of them: it exports each file's module. Code that does not lie in app/services has them from that
 * bundle, so that a class is the same everywhere.
 */
final class ServiceFiles {
    /** Relative to the app folder. */
    static final String FOLDER = "app/services/";

    /** The file that is bundled, relative to the app folder. */
    static final String ENTRY = ".titan/services.ts";

    /** How imports of the files begin in bundles of actions. */
    static final String SPECIFIER = "titan:services/";

    private static final Set<String> EXTENSIONS = Set.of("ts", "tsx", "mts", "js", "jsx", "mjs");

    private ServiceFiles() {}

    /** The files that may hold services, by their paths below app/services, sorted; empty when there is no such folder. */
    static List<String> scan(Path root) throws IOException {
        return SourceFolder.files(root.resolve(FOLDER), ServiceFiles::isSeen, ServiceFiles::isService);
    }

    private static boolean isSeen(String name) {
        return !name.startsWith(".") && !name.startsWith("_") && !name.equals("node_modules");
    }

    /** Whether a file may hold services, by its path below app/services. */
    static boolean isService(String file) {
        return isCode(file) && List.of(file.split("/")).stream().allMatch(ServiceFiles::isSeen);
    }

    /** Whether it is a module that services and actions may share. */
    static boolean isCode(String file) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        return EXTENSIONS.contains(extension) && !file.contains(".test.") && !file.matches(".*\\.d\\.m?ts");
    }

    /** Writes the entry, if it is not there already. */
    static void write(Path root, Collection<String> files) throws IOException {
        StringBuilder text = new StringBuilder("// Made by Titan: all modules of app/services, for one bundle.\n");
        int index = 0;
        for (String file : files) {
            String path = ("../" + FOLDER + file).replace("\\", "\\\\").replace("'", "\\'");
            text.append("export * as s")
                    .append(index++)
                    .append(" from '")
                    .append(path)
                    .append("';\n");
        }
        Path entry = root.resolve(ENTRY);
        if (Files.isRegularFile(entry) && Files.readString(entry).contentEquals(text)) {
            return;
        }
        Path folder = root.resolve(".titan");
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // As a rule; if it is no folder, writing into it fails.
        }
        // Renamed, since another titan may be reading it.
        Path own = folder.resolve("services." + ProcessHandle.current().pid() + ".part");
        Files.writeString(own, text);
        Files.move(own, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
