package dev.titan.codegen;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where the routing class of an app lies between two builds: source and class files together. The source is written last, so that it vouches for the classes. */
final class GeneratedFolder {
    private static final String SOURCE = "Routes.java";
    private static final String PACKAGE = "dev/titan/generated/";

    private final Path folder;

    GeneratedFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there may be classes from before. */
    boolean holdsClasses() {
        return Files.isRegularFile(folder.resolve(SOURCE));
    }

    /**
     * The classes that were written with this source, but for its comments, where a place moves with every line that an author adds above it; the source is brought
     * up to date then. Empty when there are none, or they cannot be read.
     */
    Optional<Map<String, byte[]>> classesOf(String source) throws IOException {
        String before;
        Map<String, byte[]> classes = new TreeMap<>();
        try {
            before = Files.readString(folder.resolve(SOURCE));
            if (!sameCode(before, source)) {
                return Optional.empty();
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
                for (Path file : files) {
                    classes.put(PACKAGE + file.getFileName(), Files.readAllBytes(file));
                }
            }
        } catch (IOException absentOrUnreadable) {
            return Optional.empty();
        }
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        if (!before.equals(source)) {
            writeSource(source);
        }
        return Optional.of(classes);
    }

    /** Whether two sources are the same but for their comments. */
    static boolean sameCode(String some, String other) {
        return some.equals(other) || code(some).equals(code(other));
    }

    /** Whether the folder still holds classes, their source brought up to date where only its comments have changed. */
    boolean describes(String source) throws IOException {
        if (!holdsClasses()) {
            return false;
        }
        if (!Files.readString(folder.resolve(SOURCE)).equals(source)) {
            writeSource(source);
        }
        return true;
    }

    private static String code(String source) {
        return source.lines()
                .filter(line -> !line.stripLeading().startsWith("//"))
                .collect(Collectors.joining("\n"));
    }

    void write(String source, Map<String, byte[]> classes) throws IOException {
        Path above = folder.getParent();
        if (above != null) {
            DotTitan.make(above);
        }
        DotTitan.make(folder);
        Files.deleteIfExists(folder.resolve(SOURCE));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            Files.write(folder.resolve(file.getKey().substring(PACKAGE.length())), file.getValue());
        }
        writeSource(source);
    }

    private void writeSource(String source) throws IOException {
        Path unfinished = Files.createTempFile(folder, "Routes", ".tmp");
        Files.writeString(unfinished, source);
        Files.move(unfinished, folder.resolve(SOURCE), StandardCopyOption.REPLACE_EXISTING);
    }
}
