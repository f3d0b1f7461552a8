package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import dev.titan.packaging.TestJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users start it: one jar in a process of its own. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals to send")
class TitanJarIT {
    private static final Path JAR = Path.of("target", "titan.jar").toAbsolutePath();
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+");
    private static final int LONGEST_SECONDS = 200;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void makeAProject() throws Exception {
        assertEquals(ExitCode.OK, run("init", "shop"));
    }

    @Test
    void devGoesOnAfterTheEndOfItsInputAndStopsOnSigterm() throws Exception {
        Process dev = start("dev", "shop", "--port", "0");
        try (BufferedReader output = dev.inputReader()) {
            dev.getOutputStream().close();
            String url = awaitUrl(output);
            assertEquals("{\"message\":\"Hello, Ada!\"}", get(url + "/actions/hello?name=Ada"));
            assertTrue(get(url + "/").contains("<h1>It runs</h1>"));
            dev.destroy();
            assertTrue(dev.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.OK, dev.exitValue());
        } finally {
            dev.destroyForcibly();
        }
    }

    @Test
    void startServesWhatBuildMadeAndStopsOnSigterm() throws Exception {
        assertEquals(ExitCode.OK, run("build", "shop"));
        assertEquals(ExitCode.OK, run("build", "shop", "-o", "again/server.jar"));
        Path jar = folder.resolve("shop/dist/server.jar");
        assertEquals(-1, Files.mismatch(jar, folder.resolve("again/server.jar")), "two builds give the same bytes");

        Process server = start("start", "shop", "--port=0", "--workers", "1");
        try (BufferedReader output = server.inputReader()) {
            String url = awaitUrl(output);
            assertEquals("{\"id\":\"1\",\"name\":\"Ada Lovelace\"}", get(url + "/actions/users/1"));
            server.destroy();
            assertTrue(server.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.OK, server.exitValue());
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void migrationsWithoutADatabaseAreTheEnvironmentsFault() throws Exception {
        assertEquals(ExitCode.OK, run("db", "new", "shop", "users"));
        assertEquals(ExitCode.OK, run("build", "shop"));
        Files.writeString(folder.resolve("away.json"), "{\"db\": {\"url\": \"postgres://127.0.0.1:1/shop\"}}");
        Process server =
                java(List.of("-jar", "shop/dist/server.jar", "--port=0", "--migrate", "--config", "away.json"));
        String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(server.waitFor(60, TimeUnit.SECONDS), said);
        assertEquals(ExitCode.ENVIRONMENT, server.exitValue(), said);
        assertTrue(said.contains("titan: the database postgresql://127.0.0.1:1/shop cannot be used: "), said);
    }

    @Test
    void aRehearsalNotesTheClassesOfAStartAndRunsNothingOfTheApp() throws Exception {
        Files.writeString(
                folder.resolve("shop/app/actions/loud.js"), "export default () => 1;\nconsole.log('loaded');\n");
        assertEquals(ExitCode.OK, run("build", "shop"));
        Process rehearsal = java(List.of(
                "-XX:ArchiveClassesAtExit=server.jsa", "-cp", "shop/dist/server.jar", "dev.titan.server.Rehearsal"));
        String said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(rehearsal.waitFor(60, TimeUnit.SECONDS) && rehearsal.exitValue() == ExitCode.OK, said);
        assertFalse(said.contains("loaded"), said);
        assertTrue(Files.size(folder.resolve("server.jsa")) > 1 << 20);

        Process server = java(List.of(
                "-XX:SharedArchiveFile=server.jsa", "-jar", "shop/dist/server.jar", "--port=0", "--workers", "1"));
        try (BufferedReader output = server.inputReader()) {
            assertEquals("1", get(awaitUrl(output) + "/actions/loud"));
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void buildTellsWhatDriftMakesOfAnActionAndTheServerLogsTheAuthorsPlaces() throws Exception {
        Files.writeString(folder.resolve("shop/app/actions/held.ts"), """
                interface Shop { readonly price: number }
                const shop: Shop = {
                  get price(): number {
                    drift(t.sleep(1));
                    throw new RangeError('secret', { cause: new Error('hidden') });
                  },
                };
                export default defineAction(() => shop.price);
                if ('never' in globalThis) drift(t.sleep(1));
                """);
        String text = output("build", "shop", "--analyze");
        assertTrue(text.contains("held  2 functions, 0 twins, 0 generators, 0 async functions"), text);
        assertTrue(text.contains("users/[id]  nothing drifts"), text);
        assertTrue(text.contains("app/actions/held.ts:4:5 holds a worker: a getter or setter"), text);
        assertTrue(
                text.contains("app/actions/held.ts:9:28 throws when it is reached: the top level of a module"), text);
        String json = output("build", "shop", "--analyze", "--json");
        assertTrue(json.contains("\"line\": 4") && json.contains("\"reason\": \"a getter or setter\""), json);

        Process server = start("start", "shop", "--port=0", "--workers", "1");
        try (BufferedReader output = server.inputReader()) {
            String url = awaitUrl(output);
            String problem = get(url + "/actions/held");
            assertTrue(
                    problem.contains("TITAN_E500") && !problem.contains("secret") && !problem.contains("hidden"),
                    problem);
            StringBuilder log = new StringBuilder();
            while (log.indexOf("app/actions/held.ts:5:11") < 0
                    || log.indexOf("app/actions/held.ts:8:40") < 0
                    || log.indexOf("caused by Error: hidden") < 0) {
                log.append(Objects.requireNonNull(output.readLine(), log::toString));
            }
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aServerWhoseCodeNamesNoLocaleKnowsEnglishAndAllOfTheLanguage() throws Exception {
        Files.writeString(folder.resolve("shop/app/actions/text.js"), """
                export default defineAction(() => {
                  const { NumberFormat, Collator, Segmenter } = globalThis[['In', 'tl'].join('')];
                  return [
                    /^\\p{L}+$/u.test('Åβд漢'), 'e\\u0301'.normalize('NFC').length, new Date(0).toString().includes('1970'),
                    new NumberFormat('de').format(1234.5), ['b', 'ä', 'a'].sort(new Collator('sv').compare).join(''),
                    [...new Segmenter('th', { granularity: 'word' }).segment('สวัสดี 東京')].length,
                  ];
                });
                """);
        String table = output("build", "shop");
        assertFalse(table.contains("locales"), table);
        Process server = java(List.of("-jar", "shop/dist/server.jar", "--port=0", "--workers", "1"));
        try (BufferedReader output = server.inputReader()) {
            assertEquals("[true,1,true,\"1,234.5\",\"aäb\",3]", get(awaitUrl(output) + "/actions/text"));
        } finally {
            server.destroyForcibly();
        }
    }

    private static String awaitUrl(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher url = URL.matcher(line);
            if (url.find()) {
                return url.group();
            }
        }
        throw new AssertionError("it ended without listening:\n" + seen);
    }

    private int run(String... args) throws IOException, InterruptedException {
        output(args);
        return ExitCode.OK;
    }

    /** What a command writes that ends well. */
    private String output(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        try (BufferedReader output = process.inputReader()) {
            String text = String.join("\n", output.lines().toList());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), text);
            assertEquals(ExitCode.OK, process.exitValue(), text);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... args) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-jar", JAR.toString()));
        arguments.addAll(List.of(args));
        return java(arguments);
    }

    private Process java(List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(TestJava.command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // Ends reading from it, which nothing else does.
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private String get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
