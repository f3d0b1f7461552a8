package dev.titan.codegen;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code .titan} of an app, for what is generated. */
final class DotTitan {
    private DotTitan() {}

    /**
     * Makes a folder, if it is not there. Not those above it: an app's folder that has just been moved away must not come back empty.
     *
     * @throws IOException if the folder above it is not there either
     */
    static Path make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                // Another titan was quicker, or what lies there is a file, and writing into it fails.
                return folder;
            }
        }
        return folder;
    }
}
