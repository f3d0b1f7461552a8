package dev.titan.bundler;

import dev.titan.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A build of esbuild's: some entries of an app at once, each into a bundle of its own, nothing written to disk. It is run once, or kept in esbuild as a context that
 * has in memory what it has parsed, and run again whenever files have changed. Used by one thread at a time.
 */
final class EsbuildBuild {
    private static final List<String> CODE = List.of("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "json");
    private static final List<String> TEXT =
            List.of("txt", "sql", "html", "md", "css", "svg", "xml", "csv", "graphql", "gql", "yaml", "yml", "toml");
    private static final List<String> BINARY =
            List.of("wasm", "bin", "png", "jpg", "jpeg", "gif", "webp", "ico", "pdf", "woff", "woff2", "ttf");

    private static final int ON_LOAD = 2;

    private static final int ON_LOAD_STAND_IN = 3;

    private static final String STANDARD_DECORATOR =
            "a standard decorator would do nothing here: decorators of the app are called as TypeScript's experimentalDecorators has it, with (target, name, descriptor) and no context";

    private final EsbuildService service;
    private final ConstructorTypes types;
    private final EsbuildImports imports;
    private final Path root;
    private final List<String> entries;
    private final int key;
    private Map<String, @Nullable Object> ended = Map.of();

    /**
     * @param services what becomes of imports of app/services; null when they are like others
     * @param root the app folder
     * @param entries files relative to it
     */
    EsbuildBuild(
            EsbuildService service,
            ConstructorTypes types,
            @Nullable ServiceImports services,
            Path root,
            List<String> entries) {
        this.service = service;
        this.types = types;
        this.imports = new EsbuildImports(service, services);
        this.root = root;
        this.entries = entries;
        this.key = service.nextKey();
    }

    /**
     * What came of it.
     *
     * @param outputs for each entry; empty when there are errors
     * @param metafile null when there are errors
     * @param errors as esbuild sends them
     * @param warnings as esbuild sends them
     */
    record Result(
            List<Output> outputs,
            @Nullable Metafile metafile,
            List<Map<String, @Nullable Object>> errors,
            List<Map<String, @Nullable Object>> warnings) {}

    /** The bundle of an entry and its source map. */
    record Output(String code, String sourceMap) {}

    /**
     * Builds once.
     *
     * @param tsconfig absolute path of the configuration that holds for the app's own files
     * @param define identifiers and the JavaScript that replaces them
     */
    Result run(Path tsconfig, Map<String, String> define) throws IOException {
        return result(service.call(request(tsconfig, define, false), this::received));
    }

    /**
     * Keeps the build in esbuild, for {@link #rerun}.
     *
     * @param tsconfig as for {@link #run}
     * @param define as for {@link #run}
     * @return what is wrong with the build itself, as esbuild sends it; empty when it is kept
     */
    List<Map<String, @Nullable Object>> keep(Path tsconfig, Map<String, String> define) throws IOException {
        return Values.maps(
                service.call(request(tsconfig, define, true), this::received).get("errors"));
    }

    /** Builds with the files as they are now. The build must have been kept. */
    Result rerun() throws IOException {
        ended = Map.of();
        service.call(Map.of("command", "rebuild", "key", key), this::received);
        return result(ended);
    }

    /** Has esbuild forget the build. */
    void forget() throws IOException {
        service.call(Map.of("command", "dispose", "key", key), this::received);
    }

    private Map<String, @Nullable Object> request(Path tsconfig, Map<String, String> define, boolean keep) {
        List<List<String>> named = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            // Relative, since a * in the path of the app folder would make a pattern of it.
            named.add(List.of(outputName(i), "./" + entries.get(i)));
        }
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("command", "build");
        request.put("key", key);
        request.put("entries", named);
        request.put("flags", flags(tsconfig, define));
        request.put("write", false);
        request.put("stdinContents", null);
        request.put("stdinResolveDir", null);
        request.put("absWorkingDir", root.toString());
        request.put("nodePaths", List.of());
        request.put("context", keep);
        request.put("plugins", List.of(plugin()));
        return request;
    }

    /** The output lies in the app folder as far as esbuild knows, so that the source map's paths are relative to it. */
    private static String outputName(int index) {
        return ".titan-bundle-" + index;
    }

    private List<String> flags(Path tsconfig, Map<String, String> define) {
        List<String> flags = new ArrayList<>(List.of(
                "--bundle",
                "--format=esm",
                // Isolates have the web's globals and none of node's, so packages shall give what they give to
                // browsers.
                "--platform=browser",
                "--conditions=titan,module",
                "--resolve-extensions=.tsx,.ts,.mts,.jsx,.js,.mjs,.cts,.cjs,.json",
                "--external:titan",
                "--external:titan:services",
                "--external:titan:node",
                // V8 runs all that esbuild passes through but decorators.
                "--target=esnext",
                "--supported:decorators=false",
                "--supported:using=false",
                "--supported:inline-script=false",
                "--keep-names",
                "--charset=utf8",
                "--sourcemap=external",
                "--sources-content=true",
                "--metafile",
                "--log-level=silent",
                "--log-limit=0",
                "--outdir=" + root,
                "--tsconfig=" + tsconfig));
        TEXT.forEach(extension -> flags.add("--loader:." + extension + "=text"));
        BINARY.forEach(extension -> flags.add("--loader:." + extension + "=binary"));
        define.forEach((name, value) -> flags.add("--define:" + name + "=" + value));
        return flags;
    }

    private Map<String, Object> plugin() {
        return Map.of(
                "name",
                "titan",
                "onStart",
                false,
                "onEnd",
                false,
                "onResolve",
                List.of(Map.of("id", EsbuildImports.ON_RESOLVE, "filter", imports.filter(), "namespace", "")),
                "onLoad",
                List.of(
                        Map.of("id", ON_LOAD, "filter", ConstructorTypes.FILTER, "namespace", "file"),
                        Map.of("id", ON_LOAD_STAND_IN, "filter", ".*", "namespace", NodeModules.NAMESPACE)));
    }

    private void received(int id, Map<String, @Nullable Object> request) throws IOException {
        switch (Values.string(request.get("command"))) {
            case "on-start" -> service.respond(id, Map.of("errors", List.of(), "warnings", List.of()));
            case "on-resolve" -> {
                imports.resolve(id, request);
            }
            case "on-load" -> {
                String path = Values.string(request.get("path"));
                if (NodeModules.NAMESPACE.equals(request.get("namespace"))) {
                    service.respond(id, Map.of("id", ON_LOAD_STAND_IN, "contents", imports.code(path), "loader", "js"));
                } else {
                    load(id, Path.of(path));
                }
            }
            case "on-end" -> {
                ended = request;
                service.respond(id, Map.of("errors", List.of(), "warnings", List.of()));
            }
            default -> service.respond(id, Map.of());
        }
    }

    private void load(int id, Path file) throws IOException {
        ConstructorTypes.Loaded loaded = types.read(file);
        if (loaded == null) {
            service.respond(id, Map.of());
            return;
        }
        if (!loaded.wrong().isEmpty()) {
            String code = Files.readString(file);
            List<Map<String, @Nullable Object>> errors = loaded.wrong().stream()
                    .map(place -> standardDecorator(file, code, place))
                    .toList();
            service.respond(id, Map.of("id", ON_LOAD, "errors", errors, "warnings", List.of()));
            return;
        }
        byte[] code = loaded.code() == null ? Files.readAllBytes(file) : loaded.code();
        String folder = String.valueOf(file.getParent());
        service.respond(id, Map.of("id", ON_LOAD, "contents", code, "loader", loaded.loader(), "resolveDir", folder));
    }

    /** The error for a parameter that is the context of a standard decorator; esbuild counts columns in bytes. */
    private Map<String, @Nullable Object> standardDecorator(Path file, String code, List<Integer> place) {
        int line = place.get(0);
        int column = place.get(1);
        String text = code.lines().skip(line - 1L).findFirst().orElse("");
        int bytes = text.substring(0, column).getBytes(StandardCharsets.UTF_8).length;
        return Json.object(
                "id",
                "",
                "pluginName",
                "titan",
                "text",
                STANDARD_DECORATOR,
                "location",
                Json.object(
                        "file",
                        root.relativize(file).toString().replace('\\', '/'),
                        "namespace",
                        "file",
                        "line",
                        line,
                        "column",
                        bytes,
                        "length",
                        place.get(2),
                        "lineText",
                        text,
                        "suggestion",
                        ""),
                "notes",
                List.of(),
                "detail",
                -1);
    }

    /** Without those about a type that is no class: what asks for it is refused at run time. */
    private static List<Map<String, @Nullable Object>> ofTheAuthor(List<Map<String, @Nullable Object>> warnings) {
        return warnings.stream()
                .filter(warning -> !(warning.get("location") instanceof Map<?, ?> location
                        && location.get("lineText") instanceof String line
                        && line.startsWith(ConstructorTypes.LINE)))
                .toList();
    }

    private Result result(Map<String, @Nullable Object> response) throws IOException {
        List<Map<String, @Nullable Object>> errors = Values.maps(response.get("errors"));
        List<Map<String, @Nullable Object>> warnings = ofTheAuthor(Values.maps(response.get("warnings")));
        if (!errors.isEmpty()) {
            return new Result(List.of(), null, errors, warnings);
        }
        Map<String, String> files = new HashMap<>();
        for (Map<String, @Nullable Object> file : Values.maps(response.get("outputFiles"))) {
            String path = Values.string(file.get("path"));
            if (file.get("contents") instanceof byte[] contents) {
                files.put(Path.of(path).getFileName().toString(), new String(contents, StandardCharsets.UTF_8));
            }
        }
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String code = files.get(outputName(i) + ".js");
            String map = files.get(outputName(i) + ".js.map");
            if (code == null || map == null) {
                throw new IOException("esbuild left out the bundle of an entry");
            }
            outputs.add(new Output(code, map));
        }
        return new Result(outputs, Metafile.parse(Values.string(response.get("metafile"))), errors, warnings);
    }

    /** Whether a file of this name can be imported. */
    static boolean isImportable(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return CODE.contains(extension) || TEXT.contains(extension) || BINARY.contains(extension);
    }

    /** The extensions of files that can be imported, for a message. */
    static String importable() {
        return Stream.of(CODE, TEXT, BINARY)
                .flatMap(List::stream)
                .map(extension -> "." + extension)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
