package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An app made of a file map, in a folder that the test gives. */
final class AppFolder {
    private final Path root;

    AppFolder(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    /** Writes a file, with the folders it lies in. */
    AppFolder file(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes a file with a default export, which is enough to be an action. */
    AppFolder action(String id) {
        return file("app/actions/" + id, "export default () => 1;\n");
    }

    /** Makes a symbolic link, with the folders it lies in. */
    AppFolder link(String path, String target) {
        try {
            Path link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path root() {
        return root;
    }

    /** Diagnostics as their reader sees them. */
    static String print(List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        diagnostics.forEach(diagnostic -> text.append(new DiagnosticPrinter(false).print(diagnostic)));
        return text.toString();
    }
}
