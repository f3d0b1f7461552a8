package dev.titan.bundler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * The services of an app as their callers see them, read from their sources: nothing of the app is run.
 *
 * @param types TypeScript: an interface for each service and the types that these name
 * @param services in the order of their files
 * @param warnings what could not be read from the sources alone
 */
public record ServiceContracts(String types, List<Contract> services, List<Warning> warnings) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SCRIPT = "contracts.js";
    /** The parser recurses as deep as the code nests. */
    private static final long STACK_BYTES = 16L << 20;

    /**
     * One service.
     *
     * @param version exact
     * @param type the name of its interface
     */
    public record Contract(String name, String version, String type) {}

    /**
     * Something that makes the types depend on the app's sources.
     *
     * @param file relative to the app's folder
     */
    public record Warning(String file, int line, String message) {}

    /**
     * Reads the services below {@code app/services}.
     *
     * @param app the app's folder
     * @param link leads to the app's folder from that of the file that the types are for, with slashes
     * @param taken names that the types must not use
     * @throws IOException if a source cannot be read
     */
    public static ServiceContracts read(Path app, String link, List<String> taken) throws IOException {
        Map<String, String> sources = sources(app);
        List<String> services =
                sources.keySet().stream().filter(ServiceContracts::isService).toList();
        String request =
                JSON.writeValueAsString(Map.of("sources", sources, "services", services, "link", link, "taken", taken));
        return parse(JSON.readTree(run(request)));
    }

    private static boolean isService(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("app/services/")
                && !name.startsWith("_")
                && !name.matches(".*\\.(test|d)\\.[cm]?[jt]sx?");
    }

    /** Every TypeScript file of the project, and the JavaScript of its app: any may declare a type that a service names. */
    private static Map<String, String> sources(Path app) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(app)) {
            Path code = app.resolve("app");
            List<Path> found = files.filter(file ->
                            file.toString().matches(file.startsWith(code) ? ".*\\.[cm]?[jt]sx?" : ".*\\.[cm]?tsx?"))
                    .filter(file -> !skipped(app.relativize(file)))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path file : found) {
                String path = app.relativize(file).toString().replace('\\', '/');
                sources.put(path, Files.readString(file));
            }
        }
        return sources;
    }

    private static boolean skipped(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.equals("node_modules") || name.startsWith(".") || name.equals("dist")) {
                return true;
            }
        }
        return false;
    }

    private static String run(String request) throws IOException {
        Engine.start(EngineOptions.DEFAULTS);
        FutureTask<String> task = new FutureTask<>(() -> {
            try (Isolate isolate = Isolate.createForTools()) {
                return Objects.requireNonNull(isolate.module(Source.of("titan:///bundler/" + SCRIPT, code()))
                        .namespace()
                        .function("contracts")
                        .call(request));
            }
        });
        Thread thread = new Thread(null, task, "titan-contracts", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof JsException thrown ? thrown.stack() : String.valueOf(e.getCause());
            throw new IllegalStateException("the services cannot be read: " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while services were read");
        }
    }

    private static String code() throws IOException {
        try (InputStream in = ServiceContracts.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ServiceContracts parse(JsonNode json) {
        List<Contract> services = new ArrayList<>();
        for (JsonNode service : json.get("services")) {
            services.add(new Contract(
                    service.get("name").asText(),
                    service.get("version").asText(),
                    service.get("type").asText()));
        }
        List<Warning> warnings = new ArrayList<>();
        for (JsonNode warning : json.get("warnings")) {
            warnings.add(new Warning(
                    warning.get("file").asText(),
                    warning.get("line").asInt(),
                    warning.get("message").asText()));
        }
        return new ServiceContracts(json.get("types").asText(), services, warnings);
    }
}
