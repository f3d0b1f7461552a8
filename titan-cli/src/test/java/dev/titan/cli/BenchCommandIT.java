package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.cli.load.LoadTarget;
import dev.titan.model.ExitCode;
import dev.titan.model.PlainJson;
import dev.titan.packaging.TestJava;
import dev.titan.runtime.RuntimeListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code titan bench}, with servers in processes of their own. */
@Timeout(300)
class BenchCommandIT {
    private static final Path TITAN = Path.of("target", "titan.jar").toAbsolutePath();
    private static final List<String> FLAGS = List.of("--connections", "4", "--warmup", "0.5", "--json");

    /** Seconds: the longer only where the machine has not managed a single answer in the shorter. */
    private static final List<String> DURATIONS = List.of("2", "60");

    @TempDir
    Path folder;

    @BeforeEach
    void makeApp() throws IOException {
        file("app/actions/hello.js", "export default () => ({ message: 'hello' });");
        file(
                "app/actions/echo.js",
                "export const POST = defineAction((req) => { if (req.body.n !== 7 || req.headers['x-key'] !== 'k') t.error(400, 'no'); return 'ok'; });");
        file("app/actions/[id].js", "export const GET = defineAction((req) => req.params.id);");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private CommandRun bench(String... arguments) {
        CommandRun run = null;
        for (String duration : DURATIONS) {
            List<String> all = new ArrayList<>(List.of("bench"));
            all.addAll(List.of(arguments));
            all.addAll(FLAGS);
            all.addAll(List.of("--duration", duration));
            run = CommandRun.in(folder, Map.of(), all.toArray(String[]::new));
            if (!run.out().contains("\"latencyMs\": null")) {
                return run;
            }
        }
        return run;
    }

    private static Map<?, ?> report(CommandRun run) {
        return (Map<?, ?>) PlainJson.parse(run.out());
    }

    private static List<Map<?, ?>> paths(CommandRun run) {
        List<Map<?, ?>> paths = new ArrayList<>();
        ((List<?>) report(run).get("paths")).forEach(path -> paths.add((Map<?, ?>) path));
        return paths;
    }

    private static double number(Map<?, ?> of, String name) {
        return ((Number) of.get(name)).doubleValue();
    }

    @Test
    void measuresEachActionThatAnswersGetWithoutParameters() {
        CommandRun run = bench();
        assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
        assertEquals(true, report(run).get("ok"));
        assertTrue(number(report(run), "residentBytes") > 1 << 20, run.out());
        Map<?, ?> path = paths(run).get(0);
        assertEquals(1, paths(run).size(), run.out());
        assertEquals("GET /actions/hello", path.get("method") + " " + path.get("path"));
        assertTrue(number(path, "requests") > 0 && number(path, "requestsPerSecond") > 0, run.out());
        assertEquals(Map.of("200", path.get("requests")), path.get("statuses"));
        assertEquals(0, number(path, "errors"));
        assertTrue(number(path, "cpuMicrosPerRequest") > 0, run.out());
        Map<?, ?> latency = (Map<?, ?>) path.get("latencyMs");
        assertTrue(
                number(latency, "p50") <= number(latency, "p90")
                        && number(latency, "p90") <= number(latency, "p99")
                        && number(latency, "p99") <= number(latency, "max"),
                run.out());
        int port = Integer.parseInt(String.valueOf(report(run).get("url")).replaceAll(".*:", ""));
        assertFalse(BenchedServer.listens(LoadTarget.ofThisMachine(false, port)), "its server is still there");
    }

    @Test
    void sendsTheRequestThatIsAskedFor() {
        CommandRun run = bench(".", "/actions/echo", "--body", "{\"n\":7}", "--header", "X-Key: k");
        assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
        assertEquals("POST", paths(run).get(0).get("method"));
    }

    @Test
    void answersThatAreErrorsAreCounted() throws Exception {
        file("app/actions/bad.js", "export default () => { throw new Error('broken on purpose'); };");
        CommandRun run = bench("/actions/bad", "/actions/x", "/nowhere");
        assertEquals(ExitCode.FAILURE, run.exitCode(), run.out() + run.err());
        assertEquals(false, report(run).get("ok"));
        List<Map<?, ?>> paths = paths(run);
        assertEquals(Map.of("500", paths.get(0).get("errors")), paths.get(0).get("statuses"));
        assertTrue(number(paths.get(0), "errors") > 0, run.out());
        assertEquals(0, number(paths.get(1), "errors"), run.out());
        assertEquals(Map.of("404", paths.get(2).get("errors")), paths.get(2).get("statuses"));
        assertTrue(Files.readString(folder.resolve(".titan/bench/server.log")).contains("broken on purpose"));
    }

    @Test
    void theDotEnvFilesAndDataOfDevelopmentAreThere() throws Exception {
        file(".env", "GREETING=\n");
        file(".env.development", "GREETING=moin\n");
        file("data/name.txt", "Ada");
        file(
                "app/actions/given.js",
                "export default () => { if (t.env.GREETING + drift(t.fs.text('name.txt')) !== 'moinAda') throw new Error('other'); return 1; };");
        CommandRun run = bench("/actions/given");
        assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
    }

    @Test
    void aServerThatDoesNotStartIsTold() throws Exception {
        file(
                "app/services/stock.ts",
                "import { Service } from 'titan';\n@Service('stock') export class Stock { onStart() { throw new Error('no start'); } }");
        CommandRun run = bench();
        assertEquals(ExitCode.FAILURE, run.exitCode());
        assertTrue(run.err().contains("no start"), run.err());
        assertTrue(run.err().endsWith("titan: the server ended before it listened, with exit code 1\n"), run.err());
        file("db/migrations/V001__notes.sql", "CREATE TABLE notes (text TEXT);");
        String hint = "with exit code 1; with --migrate its database is migrated first\n";
        assertTrue(bench().err().endsWith(hint), "the tables may be what it lacks");
        assertFalse(bench("--migrate").err().endsWith(hint));
    }

    @Test
    void anAppWithoutSuchAnActionSaysSo() throws Exception {
        Files.delete(folder.resolve("app/actions/hello.js"));
        CommandRun run = bench();
        assertEquals(
                "titan: no action of the app answers GET without parameters; name the paths to load, as /actions/users/1\n",
                run.err());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void aServerThatIsThereIsLoadedByItsUrl() throws Exception {
        Map<String, String> files = Map.of("app/actions/there.js", "export default (req) => req.url;");
        try (AppServer server = new AppServer(folder, files, RuntimeListener.NONE)) {
            CommandRun run = bench("--url", server.url("/actions/there?a=1"));
            assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
            assertEquals("/actions/there?a=1", paths(run).get(0).get("path"));
            assertTrue(number(paths(run).get(0), "requests") > 0, run.out());
            assertNull(paths(run).get(0).get("cpuMicrosPerRequest"));
            assertNull(report(run).get("residentBytes"));
            assertEquals(
                    ExitCode.FAILURE,
                    bench("/nowhere", "--url", server.url("/")).exitCode());
        }
        String free = "http://127.0.0.1:" + FreePort.find();
        CommandRun none = bench("--url", free);
        assertEquals(ExitCode.ENVIRONMENT, none.exitCode(), none.err());
        assertEquals(
                "titan: nothing listens at " + free
                        + "; start the server first, or name an app's folder instead of --url\n",
                none.err());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals to send")
    void aSignalEndsTheServerToo() throws Exception {
        Process bench = new ProcessBuilder(
                        TestJava.command(List.of("-jar", TITAN.toString(), "bench", "--duration", "10000")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = bench.inputReader()) {
            Pattern told = Pattern.compile("connections to http://127\\.0\\.0\\.1:(\\d+)");
            Matcher found = null;
            StringBuilder seen = new StringBuilder();
            for (String line = output.readLine(); found == null && line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                Matcher matcher = told.matcher(line);
                found = matcher.find() ? matcher : null;
            }
            assertTrue(found != null, seen::toString);
            LoadTarget server = LoadTarget.ofThisMachine(false, Integer.parseInt(found.group(1)));
            assertTrue(BenchedServer.listens(server));
            bench.destroy();
            assertTrue(bench.waitFor(120, TimeUnit.SECONDS));
            assertEquals(ExitCode.TERMINATED, bench.exitValue());
            assertFalse(BenchedServer.listens(server), "its server is still there");
        } finally {
            bench.destroyForcibly();
        }
    }
}
