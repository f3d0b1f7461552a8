package dev.titan.bundler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Marks a resolution that was asked for by {@link #resolve}, which must not be asked about again. */
    private static final int OWN_RESOLUTION = 1;

    private static final int ON_RESOLVE = 1;

    private static final int ON_LOAD = 2;

    private static final int ON_LOAD_STAND_IN = 3;

    private final EsbuildService service;
    private final ConstructorTypes types;
    private final @Nullable ServiceImports services;
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
        this.services = services;
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
        String filter = services == null ? NodeModules.FILTER : NodeModules.FILTER + "|" + ServiceImports.FILTER;
        return Map.of(
                "name",
                "titan",
                "onStart",
                false,
                "onEnd",
                false,
                "onResolve",
                List.of(Map.of("id", ON_RESOLVE, "filter", filter, "namespace", "")),
                "onLoad",
                List.of(
                        Map.of("id", ON_LOAD, "filter", ConstructorTypes.FILTER, "namespace", "file"),
                        Map.of("id", ON_LOAD_STAND_IN, "filter", ".*", "namespace", NodeModules.NAMESPACE)));
    }

    private void received(int id, Map<String, @Nullable Object> request) throws IOException {
        switch (Values.string(request.get("command"))) {
            case "on-start" -> service.respond(id, Map.of("errors", List.of(), "warnings", List.of()));
            case "on-resolve" -> {
                boolean own = request.get("pluginData") instanceof Integer data && data == OWN_RESOLUTION;
                if (own || isOfNoInterest(request)) {
                    service.respond(id, Map.of());
                } else {
                    resolve(id, request);
                }
            }
            case "on-load" -> {
                String path = Values.string(request.get("path"));
                if (NodeModules.NAMESPACE.equals(request.get("namespace"))) {
                    byte[] code = NodeModules.code(path);
                    service.respond(id, Map.of("id", ON_LOAD_STAND_IN, "contents", code, "loader", "js"));
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

    /**
     * An import of a name that node has built in. A package, a path of the tsconfig or the browser map of a package may stand behind it; if nothing does, it
     * is the module's stand-in. Where there is none it stays in the bundle, where tree shaking can still drop it: what is left in the end is an error.
     */
    private void resolve(int id, Map<String, @Nullable Object> asked) throws IOException {
        Map<String, @Nullable Object> request = new HashMap<>();
        request.put("command", "resolve");
        request.put("pluginName", "titan");
        request.put("pluginData", OWN_RESOLUTION);
        for (String same : List.of("key", "path", "importer", "namespace", "resolveDir", "kind", "with")) {
            request.put(same, asked.get(same));
        }
        service.send(request, response -> {
            String path = Values.string(asked.get("path"));
            boolean found = !response.containsKey("error")
                    && Values.list(response.get("errors")).isEmpty();
            String ofServices = found && services != null && response.get("path") instanceof String file
                    ? services.specifier(file)
                    : null;
            if (ofServices != null) {
                service.respond(id, Map.of("id", ON_RESOLVE, "path", ofServices, "external", true));
            } else if (found || !NodeModules.contains(path)) {
                service.respond(id, Map.of());
            } else {
                Optional<String> standIn = NodeModules.standIn(path);
                if (standIn.isPresent()) {
                    service.respond(
                            id, Map.of("id", ON_RESOLVE, "path", standIn.get(), "namespace", NodeModules.NAMESPACE));
                } else {
                    service.respond(id, Map.of("id", ON_RESOLVE, "path", path, "external", true));
                }
            }
        });
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

    private void load(int id, Path file) throws IOException {
        byte[] content = types.read(file);
        if (content == null) {
            service.respond(id, Map.of());
        } else {
            String folder = String.valueOf(file.getParent());
            String loader = ConstructorTypes.loader(file);
            service.respond(id, Map.of("id", ON_LOAD, "contents", content, "loader", loader, "resolveDir", folder));
        }
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
