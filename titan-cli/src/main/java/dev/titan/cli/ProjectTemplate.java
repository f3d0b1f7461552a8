package dev.titan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project to begin with. Immutable. */
final class ProjectTemplate {
    private final String language;
    private final Map<String, String> resources;

    private ProjectTemplate(String language, Map<String, String> resources) {
        this.language = language;
        this.resources = resources;
    }

    /** Those there are. */
    static List<String> names() {
        return List.of("ts", "js");
    }

    /** The template of a name. */
    static Optional<ProjectTemplate> named(String name) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        Map<String, String> resources = new LinkedHashMap<>();
        resources.put("app/actions/hello." + name, name + "/hello." + name);
        resources.put("app/actions/users/[id]." + name, name + "/id." + name);
        resources.put("public/index.html", "common/index.html");
        resources.put("titan.config.json", "common/titan.config.json");
        String compilerOptions = name.equals("ts") ? "tsconfig.json" : "jsconfig.json";
        resources.put(compilerOptions, name + "/" + compilerOptions);
        resources.put(".env.example", "common/env.example");
        resources.put(".gitignore", "common/gitignore");
        resources.put("README.md", "common/README.md");
        return Optional.of(new ProjectTemplate(name, resources));
    }

    /** The files it consists of, relative to the project. */
    List<String> files() {
        return new ArrayList<>(resources.keySet());
    }

    /**
     * Writes them.
     *
     * @throws IOException when one cannot be written, or is there already
     */
    void write(Path folder) throws IOException {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        for (Map.Entry<String, String> file : resources.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            String text = read(file.getValue())
                    .replace("%name%", name == null ? "app" : name.toString())
                    .replace("%ext%", language);
            Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = ProjectTemplate.class.getResourceAsStream("templates/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("template " + resource + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
