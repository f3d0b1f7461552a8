package dev.titan.codegen;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the routing class of an app lies between two builds: source and class files together. The source is written last, so that it vouches for the classes. */
final class GeneratedFolder {
    private static final String SOURCE = "Routes.java";
    private static final String PACKAGE = "dev/titan/generated/";

    private final Path folder;

    GeneratedFolder(Path folder) {
        this.folder = folder;
    }

    /** The classes that were written with just this source; empty when there are none, or they cannot be read. */
    Optional<Map<String, byte[]>> classesOf(String source) {
        try {
            if (!Files.isRegularFile(folder.resolve(SOURCE))
                    || !Files.readString(folder.resolve(SOURCE)).equals(source)) return Optional.empty();
            Map<String, byte[]> classes = new TreeMap<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
                for (Path file : files) classes.put(PACKAGE + file.getFileName(), Files.readAllBytes(file));
            }
            return classes.isEmpty() ? Optional.empty() : Optional.of(classes);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    void write(String source, Map<String, byte[]> classes) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(SOURCE));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) Files.delete(file);
        }
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            Files.write(folder.resolve(file.getKey().substring(PACKAGE.length())), file.getValue());
        }
        Path unfinished = Files.createTempFile(folder, "Routes", ".tmp");
        Files.writeString(unfinished, source);
        Files.move(unfinished, folder.resolve(SOURCE), StandardCopyOption.REPLACE_EXISTING);
    }
}
