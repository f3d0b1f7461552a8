package dev.titan.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** An app under {@code titan dev --inspect}. */
abstract class InspectorScenario {
    static final String LISTENING = "Debugger listening on (ws://127\\.0\\.0\\.1:\\d+/[0-9a-f-]{36})";
    static final String READY = "(http://localhost:\\d+/)";

    @TempDir
    Path folder;

    final HttpClient http = HttpClient.newHttpClient();

    RunningCommand dev(String... flags) throws IOException {
        String[] args = new String[flags.length + 4];
        args[0] = "dev";
        System.arraycopy(flags, 0, args, 1, flags.length);
        args[flags.length + 1] = "shop";
        args[flags.length + 2] = "--port";
        args[flags.length + 3] = "0";
        return new RunningCommand(folder, Map.of(), args);
    }

    /** A debugger of the next worker whose address the command prints. */
    static DebuggerClient attach(RunningCommand dev) throws Exception {
        return new DebuggerClient(dev.awaitLine(LISTENING).group(1));
    }

    Path action(String name, String code) throws IOException {
        Path file = folder.resolve("shop/app/actions/" + name + ".ts");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, code);
    }

    static String evaluate(DebuggerClient debugger, String expression) throws Exception {
        Map<?, ?> result = (Map<?, ?>) debugger.ask("Runtime.evaluate", Map.of("expression", expression))
                .get("result");
        return String.valueOf(result.get("value"));
    }

    String get(String url) throws Exception {
        return start(url).get(60, TimeUnit.SECONDS).body();
    }

    CompletableFuture<HttpResponse<String>> start(String url) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
