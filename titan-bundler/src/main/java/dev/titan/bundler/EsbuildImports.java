package dev.titan.bundler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the imports of a build lead that esbuild asks about: modules of node, app/services, and what {@link ConstructorTypes} says again for a type. Used by one thread at a time. */
final class EsbuildImports {
    static final int ON_RESOLVE = 1;

    /** Marks a resolution that was asked for by {@link #resolve}, which must not be asked about again. */
    private static final int OWN_RESOLUTION = 1;

    /** What a module of declarations alone is, in the namespace of stand-ins. */
    private static final String NO_MODULE = "none";

    private static final String EMPTY = "export {};";

    private final EsbuildService service;
    private final @Nullable ServiceImports services;

    /** @param services what becomes of imports of app/services; null when they are like others */
    EsbuildImports(EsbuildService service, @Nullable ServiceImports services) {
        this.service = service;
        this.services = services;
    }

    /** A regular expression (RE2) that finds the imports to ask about. */
    String filter() {
        String own = NodeModules.FILTER + "|^" + ConstructorTypes.TYPE;
        return services == null ? own : own + "|" + ServiceImports.FILTER;
    }

    /** The code of what lies in the namespace of stand-ins. */
    byte[] code(String path) throws IOException {
        return path.equals(NO_MODULE) ? EMPTY.getBytes(StandardCharsets.UTF_8) : NodeModules.code(path);
    }

    /**
     * Answers where an import leads. Behind the name of a module of node a package, a path of the tsconfig or the browser map of a package may stand; if nothing does, it is the module's stand-in. Where there
     * is none it stays in the bundle, where tree shaking can still drop it: what is left in the end is an error. An import that was said again for a type may lead to declarations alone, which have no values.
     */
    void resolve(int id, Map<String, @Nullable Object> asked) throws IOException {
        boolean own = asked.get("pluginData") instanceof Integer data && data == OWN_RESOLUTION;
        if (own || isOfNoInterest(asked)) {
            service.respond(id, Map.of());
            return;
        }
        Map<String, @Nullable Object> request = new HashMap<>();
        request.put("command", "resolve");
        request.put("pluginName", "titan");
        request.put("pluginData", OWN_RESOLUTION);
        for (String same : List.of("key", "path", "importer", "namespace", "resolveDir", "kind", "with")) {
            request.put(same, asked.get(same));
        }
        String written = Values.string(asked.get("path"));
        boolean ofType = written.startsWith(ConstructorTypes.TYPE);
        String path = ofType ? written.substring(ConstructorTypes.TYPE.length()) : written;
        request.put("path", path);
        service.send(request, response -> {
            boolean found = !response.containsKey("error")
                    && Values.list(response.get("errors")).isEmpty();
            Map<String, @Nullable Object> none =
                    Map.of("id", ON_RESOLVE, "path", NO_MODULE, "namespace", NodeModules.NAMESPACE);
            String ofServices = found && services != null && response.get("path") instanceof String file
                    ? services.specifier(file)
                    : null;
            if (ofServices != null) {
                service.respond(id, Map.of("id", ON_RESOLVE, "path", ofServices, "external", true));
            } else if (found && ofType) {
                service.respond(id, as(response));
            } else if (ofType && isDeclared(Path.of(Values.string(asked.get("resolveDir"))), path)) {
                service.respond(id, none);
            } else if (ofType && (found || !NodeModules.contains(path))) {
                service.respond(id, Map.of("id", ON_RESOLVE, "errors", unresolved(path)));
            } else if (found || !NodeModules.contains(path)) {
                service.respond(id, Map.of());
            } else {
                Optional<String> standIn = NodeModules.standIn(path);
                if (standIn.isPresent()) {
                    service.respond(
                            id, Map.of("id", ON_RESOLVE, "path", standIn.get(), "namespace", NodeModules.NAMESPACE));
                } else if (ofType) {
                    service.respond(id, none);
                } else {
                    service.respond(id, Map.of("id", ON_RESOLVE, "path", path, "external", true));
                }
            }
        });
    }

    /** An answer that says what another one has said. */
    private static Map<String, @Nullable Object> as(Map<String, @Nullable Object> response) {
        Map<String, @Nullable Object> same = new HashMap<>();
        same.put("id", ON_RESOLVE);
        for (String key : List.of("path", "external", "sideEffects", "namespace", "suffix")) {
            same.put(key, response.get(key));
        }
        return same;
    }

    /** Whether an import that cannot be resolved leads to declarations: files, those of a package, or one of {@code @types}. */
    private static boolean isDeclared(Path folder, String path) {
        if (path.startsWith(".")) {
            Path file = folder.resolve(path.replaceAll("\\.[cm]?[jt]sx?$", ""));
            return Stream.of(".d.ts", ".d.mts", ".d.cts", "/index.d.ts")
                    .anyMatch(end -> Files.isRegularFile(Path.of(file + end)));
        }
        String[] parts = path.split("/", -1);
        boolean scoped = path.startsWith("@") && parts.length > 1;
        String name = scoped ? parts[0] + "/" + parts[1] : parts[0];
        String types = "@types/" + (scoped ? parts[0].substring(1) + "__" + parts[1] : name);
        for (Path above = folder; above != null; above = above.getParent()) {
            Path packages = above.resolve("node_modules");
            if (Files.isDirectory(packages.resolve(name)) || Files.isDirectory(packages.resolve(types))) {
                return true;
            }
        }
        return false;
    }

    private static List<Map<String, @Nullable Object>> unresolved(String path) {
        Map<String, @Nullable Object> error = new HashMap<>();
        error.put("id", "");
        error.put("pluginName", "titan");
        error.put("text", "Could not resolve \"" + path + "\"");
        error.put("location", null);
        error.put("notes", List.of());
        error.put("detail", -1);
        return List.of(error);
    }

    /** Whether a resolution is esbuild's affair: that of an entry, of what isolates have, or one within packages that no module of node is meant by. */
    private static boolean isOfNoInterest(Map<String, @Nullable Object> request) {
        String path = Values.string(request.get("path"));
        return Values.string(request.get("kind")).equals("entry-point")
                || path.equals("titan")
                || path.startsWith("titan:")
                || (Values.string(request.get("importer")).replace('\\', '/').contains("/node_modules/")
                        && !NodeModules.contains(path));
    }
}
