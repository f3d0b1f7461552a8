package dev.titan.examples;

import dev.titan.packaging.TestJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, as a user starts it; on a free port. Close it. */
final class ExampleServer implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0):(\\d+)");
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 180;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI base;

    private ExampleServer(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** Starts {@code java -jar} of a jar with these arguments and variables, and waits until the server says where it listens. */
    static ExampleServer start(Map<String, String> environment, Path jar, String... arguments) throws Exception {
        ProcessBuilder java = java(jar, arguments).redirectErrorStream(true);
        java.environment().putAll(environment);
        Process process = java.start();
        CompletableFuture<URI> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, url), "output of " + jar.getFileName());
        reader.setDaemon(true);
        reader.start();
        try {
            return new ExampleServer(process, url.get(START_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** {@code java -jar} with the Java that runs the tests. */
    static ProcessBuilder java(Path jar, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", jar.toString()));
        all.addAll(List.of(arguments));
        return new ProcessBuilder(TestJava.command(all));
    }

    URI url(String path) {
        return base.resolve(path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    /** @param mediaType of the body, or empty */
    HttpResponse<String> send(String method, String path, String mediaType, BodyPublisher body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_LIMIT).method(method, body);
        if (!mediaType.isEmpty()) {
            request.header("Content-Type", mediaType);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The exit code after SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads what the server prints to its end, lest it block, and finds the first URL in it. */
    private static void read(Process process, CompletableFuture<URI> url) {
        StringBuilder printed = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.append(line).append('\n');
                Matcher found = URL.matcher(line);
                if (found.find()) {
                    url.complete(URI.create("http://127.0.0.1:" + found.group(1)));
                }
            }
        } catch (IOException e) {
            url.completeExceptionally(new UncheckedIOException(e));
        }
        url.completeExceptionally(new IllegalStateException("the server ended without listening:\n" + printed));
    }
}
