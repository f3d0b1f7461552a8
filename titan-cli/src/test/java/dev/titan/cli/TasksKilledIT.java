package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.packaging.TestJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of a server that is killed: what was acknowledged is done by the next. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals to send")
class TasksKilledIT {
    private static final Path JAR = Path.of("target", "titan.jar").toAbsolutePath();
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+");
    private static final int LONGEST_SECONDS = 200;
    private static final int TASKS = 60;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        Path actions = Files.createDirectories(folder.resolve("app/actions"));
        Files.writeString(actions.resolve("add.ts"), """
                import { slow, work } from '../tasks';
                export default defineAction((req) => {
                  if (req.query.slow) drift(slow.enqueue(undefined));
                  drift(work.enqueue(Number(req.query.n)));
                  return 'added';
                });
                """);
        Files.writeString(actions.resolve("report.ts"), """
                import '../tasks';
                export default defineAction(() => {
                  const done = drift(t.db.query("SELECT payload, attempt FROM titan_tasks WHERE state = 'done' AND name = 'work' ORDER BY created"));
                  return { done: done.length, slow: drift(t.kv.get('slow')) };
                });
                """);
        Files.writeString(folder.resolve("app/tasks.ts"), """
                export const work = t.tasks.define<number>('work', (n) => { drift(t.sleep(20)); return n; });
                export const slow = t.tasks.define('slow', (_, task) => {
                  drift(t.kv.set('slow', task.attempt));
                  if (task.attempt === 1) drift(t.sleep(60_000));
                  drift(t.kv.set('slow', 'over'));
                });
                """);
        assertEquals(0, java("-jar", JAR.toString(), "build", ".").waitFor());
        Process first = java("-jar", "dist/server.jar", "--port=0", "--workers", "1");
        try (BufferedReader output = first.inputReader()) {
            String url = awaitUrl(output);
            for (int i = 0; i < TASKS; i++) {
                assertEquals("added", get(url + "/actions/add?n=" + i + (i == 0 ? "&slow=1" : "")));
            }
            assertTrue(get(url + "/actions/report").contains("\"slow\":1"));
        } finally {
            first.destroyForcibly().waitFor();
        }
        Process second = java("-jar", "dist/server.jar", "--port=0", "--workers", "1");
        try (BufferedReader output = second.inputReader()) {
            String url = awaitUrl(output);
            String all = "{\"done\":" + TASKS + ",\"slow\":\"over\"}";
            String seen = "";
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!seen.equals(all) && System.nanoTime() - end < 0) {
                seen = get(url + "/actions/report");
            }
            assertEquals(all, seen);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    private Process java(String... arguments) throws IOException {
        Process process = new ProcessBuilder(TestJava.command(List.of(arguments)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // Ends reading from it, which nothing else does.
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static String awaitUrl(BufferedReader output) throws IOException {
        StringBuilder log = new StringBuilder();
        for (String line; (line = output.readLine()) != null; log.append(line).append('\n')) {
            Matcher url = URL.matcher(line);
            if (url.find()) {
                return url.group();
            }
        }
        throw new AssertionError("it has ended: " + log);
    }

    private String get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
