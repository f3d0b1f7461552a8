package dev.titan.bundler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.Source;
import dev.titan.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

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
        Map<String, String> sources = ServiceSources.read(app);
        List<String> services =
                sources.keySet().stream().filter(ServiceContracts::isService).toList();
        Map<String, @Nullable Object> paths = TsconfigPaths.of(app).below(app);
        for (; ; ) {
            String request = Json.write(Json.object(
                    "sources", sources, "services", services, "paths", paths, "link", link, "taken", taken));
            String answer = run(request);
            Object missed = Values.map(Values.parse(answer)).get("missed");
            if (!ServiceSources.addMissed(app, Values.list(missed), sources)) {
                return parse(JSON.readTree(answer));
            }
        }
    }

    private static boolean isService(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("app/services/")
                && !name.startsWith("_")
                && !name.matches(".*\\.(test|d)\\.[cm]?[jt]sx?");
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
