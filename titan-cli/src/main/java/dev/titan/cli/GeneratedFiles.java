package dev.titan.cli;

import dev.titan.codegen.EditorTypes;
import dev.titan.config.ConfigSchema;
import dev.titan.host.extension.Extensions;
import dev.titan.model.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an author's editor needs beside the project: types and the schema of the configuration, in {@code .titan/}. */
final class GeneratedFiles {
    private GeneratedFiles() {}

    /**
     * Writes what is missing or out of date; a file that is right keeps its time stamp, so that no editor reads it again.
     *
     * @param app the app's folder
     * @throws DiagnosticException when an extension in {@code lib} cannot be used, so that its types are not known
     */
    static void write(Path app) throws DiagnosticException, IOException {
        try (Extensions extensions = Extensions.ofFolder(app.resolve("lib"))) {
            EditorTypes.write(app, extensions.types());
        }
        Path folder = app.resolve(".titan");
        Path schema = folder.resolve(ConfigSchema.FILE_NAME);
        String text = ConfigSchema.text();
        if (!Files.exists(schema) || !Files.readString(schema).equals(text)) {
            Files.writeString(schema, text);
        }
    }
}
