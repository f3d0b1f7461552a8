package dev.titan.cli;

import dev.titan.codegen.EditorTypes;
import dev.titan.config.ConfigSchema;
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
     */
    static void write(Path app) throws IOException {
        EditorTypes.write(app);
        Path folder = app.resolve(".titan");
        Path schema = folder.resolve(ConfigSchema.FILE_NAME);
        String text = ConfigSchema.text();
        if (!Files.exists(schema) || !Files.readString(schema).equals(text)) {
            Files.writeString(schema, text);
        }
    }
}
