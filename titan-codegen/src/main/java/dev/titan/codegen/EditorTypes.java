package dev.titan.codegen;

import dev.titan.runtime.Standalone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The types that an author's editor needs: {@code titan.d.ts} with the globals and the module 'titan', the files that it refers to, and a {@code tsconfig.json} that the project's own extends.
 * Both lie in the app's {@code .titan} folder, so that nothing has to be installed;
 * and the package {@code titan} for test runners.
 */
public final class EditorTypes {
    private static final String TYPES = "titan.d.ts";
    private static final String MODULE = "package/index.js";
    private static final String EXTENSIONS = "types/extensions.d.ts";
    private static final Pattern REFERENCE = Pattern.compile("(?m)^/// <reference path=\"([^\"]+)\" />");

    private EditorTypes() {}

    /**
     * Writes what is missing or out of date; a file that is right keeps its time stamp, so that no editor reads it again.
     *
     * @param appFolder the app's folder
     * @param extensions the types of what the app's {@code lib} brings
     * @throws IOException if {@code .titan} cannot be written
     */
    public static void write(Path appFolder, String extensions) throws IOException {
        Path folder = DotTitan.make(appFolder.resolve(".titan"));
        for (String name : names()) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            String text = name.equals(EXTENSIONS) ? extensions : name.equals(MODULE) ? Standalone.module() : text(name);
            if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(TYPES, "tsconfig.json", MODULE, "package/package.json"));
        REFERENCE.matcher(text(TYPES)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static String text(String name) {
        try (InputStream in = EditorTypes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + EditorTypes.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
