package dev.titan.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app that {@code titan dev} serves while a test saves its files. */
@Timeout(300)
abstract class ReloadScenario {
    static final String RELOADED = "^reloaded in \\d+ ms$";
    static final String KEPT = "^kept the last good version in \\d+ ms, broken: ";

    @TempDir
    Path folder;

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    RunningCommand dev;
    String url = "";

    void start() throws IOException {
        dev = new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0", "--workers", "1");
        url = dev.awaitLine("^ready in .*(http://localhost:\\d+/)").group(1);
    }

    @AfterEach
    void stop() {
        if (dev != null) {
            dev.close();
        }
    }

    HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
        return ask(path).body();
    }

    Path file(String name) {
        return folder.resolve("shop").resolve(name);
    }

    /** Waits for reloads until this is served: what is written in several steps may be seen in parts. */
    void awaitReload(String path, String answer) throws IOException, InterruptedException {
        do {
            dev.awaitLine(RELOADED);
        } while (!get(path).equals(answer));
    }

    /** That have been told of so far. */
    int reloads() {
        return (int) dev.seen().lines().filter(line -> line.matches(RELOADED)).count();
    }

    /** As most editors save: under another name, then renamed. */
    void save(String name, String text) throws IOException {
        Files.createDirectories(file(name).getParent());
        Path unfinished = Files.writeString(folder.resolve("unfinished"), text);
        Files.move(unfinished, file(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
