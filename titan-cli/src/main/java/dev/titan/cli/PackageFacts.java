package dev.titan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an app is called, by its package.json if it has one.
 *
 * @param version 1.0.0 where none is given
 */
record PackageFacts(String name, String version) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param otherwise the name of an app without one */
    static PackageFacts of(Path folder, String otherwise) {
        Path file = folder.resolve("package.json");
        try {
            JsonNode json = Files.isRegularFile(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
            return new PackageFacts(
                    json.path("name").asText(otherwise), json.path("version").asText("1.0.0"));
        } catch (IOException e) {
            return new PackageFacts(otherwise, "1.0.0");
        }
    }
}
