package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import dev.titan.model.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code titan dev --inspect}, as a debugger meets it. */
final class InspectorTest {
    private static final String LISTENING = "Debugger listening on (ws://127\\.0\\.0\\.1:\\d+/[0-9a-f-]{36})";
    private static final String READY = "(http://localhost:\\d+/)";

    private static final String USER = """
            interface User { name: string; n: number }

            function load(n: number): User {
              const waited = drift(t.sleep(5));
              const name = 'Ada' + n;
              return { name, n };
            }

            export default defineAction((req) => {
              const before = 'b';
              drift(t.sleep(5));
              const after = before + 'a';
              const user = load(1);
              const both = drift([t.sleep(1), t.sleep(2)]);
              console.log('user', user, after);
              return { user, after };
            });
            """;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void listsEachWorkerAsNodeDoes() throws Exception {
        action("user", "export default defineAction(() => 1);");
        try (RunningCommand dev = dev("--workers", "2", "--inspect=0")) {
            String first = dev.awaitLine(LISTENING).group(1);
            String second = dev.awaitLine(LISTENING).group(1);
            dev.awaitLine(READY);
            List<?> list = (List<?>) json(first, "/json/list");
            assertEquals(
                    List.of(first, second).stream().sorted().toList(),
                    list.stream()
                            .map(target -> ((Map<?, ?>) target).get("webSocketDebuggerUrl"))
                            .sorted()
                            .toList());
            assertEquals(list, json(first, "/json"));
            Map<?, ?> target = (Map<?, ?>) list.get(0);
            assertEquals("node", target.get("type"));
            assertTrue(String.valueOf(target.get("title")).startsWith("titan-worker-"), target.toString());
            assertTrue(String.valueOf(target.get("devtoolsFrontendUrl")).startsWith("devtools://"), target.toString());
            assertEquals("1.1", ((Map<?, ?>) json(first, "/json/version")).get("Protocol-Version"));
            List<?> domains = (List<?>) ((Map<?, ?>) json(first, "/json/protocol")).get("domains");
            assertTrue(domains.stream().anyMatch(domain -> "Debugger".equals(((Map<?, ?>) domain).get("domain"))));
        }
    }

    @Test
    void refusesPagesOfTheWeb() throws Exception {
        action("user", "export default defineAction(() => 1);");
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0")) {
            URI worker = URI.create(dev.awaitLine(LISTENING).group(1));
            int port = worker.getPort();
            String upgrade = String.join(
                    "\r\n",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "");
            assertEquals("200", status(port, "/json", "Host: 127.0.0.1:" + port + "\r\n"));
            assertEquals("200", status(port, "/json", "Host: localhost\r\n"));
            assertEquals("200", status(port, "/json", "Host: [::1]:" + port + "\r\n"));
            assertEquals("400", status(port, "/json", "Host: evil.example:" + port + "\r\n"));
            assertEquals("400", status(port, worker.getPath(), "Host: evil.example\r\n" + upgrade));
            assertEquals(
                    "403",
                    status(port, worker.getPath(), "Host: localhost\r\nOrigin: https://evil.example\r\n" + upgrade));
            assertEquals(
                    "101",
                    status(port, worker.getPath(), "Host: localhost\r\nOrigin: devtools://devtools\r\n" + upgrade));
            assertEquals("404", status(port, "/00000000-0000-0000-0000-000000000000", "Host: localhost\r\n" + upgrade));
        }
    }

    @Test
    void aValueThatNamesNoPlaceIsAUsageError() throws Exception {
        action("user", "export default defineAction(() => 1);");
        for (String wrong : List.of("--inspect=127.0.0.1:http", "--inspect-brk=:9229", "--inspect=65536")) {
            CommandRun run = CommandRun.in(folder, Map.of(), "dev", "shop", wrong);
            assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
            assertTrue(run.err().contains(wrong.substring(wrong.indexOf('=') + 1)), run.err());
        }
        CommandRun nowhere = CommandRun.in(folder, Map.of(), "dev", "shop", "--inspect=192.0.2.1:9229");
        assertEquals(ExitCode.ENVIRONMENT, nowhere.exitCode(), nowhere.err());
    }

    @Test
    void evaluatesInEveryWorkerOverOneConnection() throws Exception {
        action("user", "globalThis.seen = 'ä😀'; export default defineAction(() => 1);");
        try (RunningCommand dev = dev("--workers", "2", "--inspect=0")) {
            String url = dev.awaitLine(LISTENING).group(1);
            dev.awaitLine(READY);
            try (DebuggerClient debugger = new DebuggerClient(url)) {
                assertEquals("ä😀", evaluate(debugger, "seen"));
                assertEquals("€😀", evaluate(debugger, "globalThis.seen = '€😀'"));
                debugger.ask("NodeWorker.enable", Map.of("waitForDebuggerOnStart", false));
                Object session = debugger.await("NodeWorker.attachedToWorker").get("sessionId");
                String request =
                        "{\"id\":9,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"'other ' + seen\"}}";
                debugger.ask("NodeWorker.sendMessageToWorker", Map.of("sessionId", session, "message", request));
                Map<?, ?> answer = debugger.await("NodeWorker.receivedMessageFromWorker");
                assertTrue(answer.get("message").toString().contains("other \\u00e4\\ud83d\\ude00"), answer.toString());
            }
        }
    }

    @Test
    void showsWhatConsoleIsGivenAndWhere() throws Exception {
        action("user", """
                export default defineAction((req) => {
                  console.log('user', { name: 'Ada' });
                  console.log('');
                  console.log();
                  console.warn([]);
                  console.error(Object.create(null), Symbol());
                  console.assert(false, '');
                  console.table([[]]);
                  console.dir('');
                  console.count('');
                  return 1;
                });
                """);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Runtime.enable");
            assertEquals("1", get(url + "actions/user"));
            Map<?, ?> called = debugger.await("Runtime.consoleAPICalled");
            assertEquals("log", called.get("type"));
            assertTrue(called.get("args").toString().contains("Ada"), called.toString());
            Map<?, ?> frame = (Map<?, ?>) ((List<?>) ((Map<?, ?>) called.get("stackTrace")).get("callFrames")).get(0);
            assertEquals("titan:///actions/user.js", frame.get("url"));
            evaluate(debugger, "console.log('')");
            assertEquals("1", get(url + "actions/user"));
        }
    }

    @Test
    void stopsAtBreakpointsOfTheAuthorsFileAndStepsOverDrifts() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            assertEquals(USER, script.source());
            Object breakpoint = debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(10))
                    .get("breakpointId");
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            Map<?, ?> pause = debugger.await("Debugger.paused");
            assertEquals(List.of(breakpoint), pause.get("hitBreakpoints"));
            assertEquals(10, script.line(pause));
            assertEquals(1, ((List<?>) pause.get("callFrames")).size());
            List<Integer> lines = new ArrayList<>();
            while (lines.size() < 6) {
                debugger.ask("Debugger.stepOver");
                debugger.await("Debugger.resumed");
                pause = debugger.await("Debugger.paused");
                lines.add(script.line(pause));
            }
            assertEquals(List.of(11, 12, 13, 14, 15, 16), lines);
            assertEquals("ba", local(debugger, pause, "after"));
            assertEquals("Ada1", local(debugger, pause, "user.name"));
            assertFalse(answer.isDone());
            debugger.ask("Debugger.removeBreakpoint", Map.of("breakpointId", breakpoint));
            debugger.ask("Debugger.resume");
            assertEquals(
                    "{\"user\":{\"name\":\"Ada1\",\"n\":1},\"after\":\"ba\"}",
                    answer.get(20, TimeUnit.SECONDS).body());
            assertEquals(
                    200, start(url + "actions/user").get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void stopsOnceAtALineThatHasSeveralBreakpointsOfOneStatement() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            for (Map<String, ?> place : script.places(11)) {
                debugger.ask("Debugger.setBreakpointByUrl", place);
            }
            debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(14));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            assertEquals(11, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.resume");
            assertEquals(14, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void stepsIntoAndOutOfFunctionsThatDrift() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(13));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            assertEquals(13, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.stepInto");
            Map<?, ?> inside = debugger.await("Debugger.paused");
            assertEquals(4, script.line(inside));
            assertEquals("load", ((Map<?, ?>) ((List<?>) inside.get("callFrames")).get(0)).get("functionName"));
            debugger.ask("Debugger.stepOver");
            assertEquals(5, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.stepOver");
            assertEquals(6, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.stepOut");
            assertEquals(13, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.stepOver");
            assertEquals(14, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void otherWorkersGoOnWhileOneIsPausedAndDetachingResumes() throws Exception {
        action("user", USER);
        action("other", "export default defineAction(() => 'other');");
        try (RunningCommand dev = dev("--workers", "2", "--inspect=0")) {
            String worker = dev.awaitLine(LISTENING).group(1);
            String url = dev.awaitLine(READY).group(1);
            List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
            try (DebuggerClient debugger = new DebuggerClient(worker)) {
                debugger.ask("Debugger.enable");
                debugger.ask(
                        "Debugger.setBreakpointByUrl",
                        DebuggedScript.await(debugger, "user.ts").breakpoint(12));
                while (!debugger.paused.isDone()) {
                    held.add(start(url + "actions/user"));
                    // One after the other, until one has come to the worker with the breakpoint.
                    CompletableFuture.anyOf(held.get(held.size() - 1), debugger.paused)
                            .get(20, TimeUnit.SECONDS);
                }
                for (int i = 0; i < 5; i++) {
                    assertEquals("other", get(url + "actions/other"));
                }
                assertEquals("3", evaluate(debugger, "1 + 2"));
                assertFalse(held.get(held.size() - 1).isDone());
                debugger.abort();
            }
            for (CompletableFuture<HttpResponse<String>> answer : held) {
                assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
            }
        }
    }

    @Test
    void aStopDoesNotWaitForWhatIsPaused() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            debugger.ask(
                    "Debugger.setBreakpointByUrl",
                    DebuggedScript.await(debugger, "user.ts").breakpoint(12));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            debugger.await("Debugger.paused");
            assertEquals(ExitCode.INTERRUPTED, dev.stop());
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void breakpointsHoldForWhatIsSavedLater() throws Exception {
        Path file = action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            debugger.ask(
                    "Debugger.setBreakpointByUrl",
                    DebuggedScript.await(debugger, "user.ts").breakpoint(12));
            String saved = USER.replace("'b'", "'c'");
            Files.writeString(file, saved);
            dev.awaitLine("reloaded in");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            assertEquals(saved, script.source());
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            Map<?, ?> pause = debugger.await("Debugger.paused");
            assertEquals(12, script.line(pause));
            assertEquals("c", local(debugger, pause, "before"));
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void waitsForADebuggerAndPausesAtTheFirstLine() throws Exception {
        action("user", "const first = 1;\nexport default defineAction(() => first);");
        try (RunningCommand dev = dev("--workers", "2", "--inspect-brk=0")) {
            String worker = dev.awaitLine(LISTENING).group(1);
            dev.awaitLine(LISTENING);
            try (DebuggerClient debugger = new DebuggerClient(worker)) {
                debugger.ask("Debugger.enable");
                debugger.ask("Runtime.enable");
                debugger.ask("Runtime.runIfWaitingForDebugger");
                DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
                Map<?, ?> pause = debugger.await("Debugger.paused");
                assertEquals("Break on start", pause.get("reason"));
                assertEquals(1, script.line(pause));
                debugger.ask("Debugger.resume");
            }
            String url = dev.awaitLine(READY).group(1);
            assertEquals("1", get(url + "actions/user"));
        }
    }

    @Test
    void recordsProfilesAndHeapSnapshots() throws Exception {
        action("user", """
                class Kept { text = 'kept'; }
                globalThis.kept = [new Kept()];
                function busy(n) { let sum = 0; for (let i = 0; i < n; i++) sum += Math.sqrt(i); return sum; }
                export default defineAction(() => busy(3e6));
                """);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger =
                        new DebuggerClient(dev.awaitLine(LISTENING).group(1))) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Profiler.enable");
            debugger.ask("Profiler.setSamplingInterval", Map.of("interval", 100));
            debugger.ask("Profiler.start");
            get(url + "actions/user");
            Map<?, ?> profile = (Map<?, ?>) debugger.ask("Profiler.stop").get("profile");
            assertTrue(profile.toString().contains("functionName=busy"), profile.toString());

            debugger.ask("HeapProfiler.enable");
            debugger.ask("HeapProfiler.takeHeapSnapshot", Map.of("reportProgress", false));
            String snapshot = debugger.seen("HeapProfiler.addHeapSnapshotChunk").stream()
                    .map(chunk -> (String) chunk.get("chunk"))
                    .collect(Collectors.joining());
            assertTrue(snapshot.contains("\"Kept\""));
            assertTrue(PlainJson.parse(snapshot) instanceof Map<?, ?>);
        }
    }

    private RunningCommand dev(String... flags) throws IOException {
        String[] args = new String[flags.length + 4];
        args[0] = "dev";
        System.arraycopy(flags, 0, args, 1, flags.length);
        args[flags.length + 1] = "shop";
        args[flags.length + 2] = "--port";
        args[flags.length + 3] = "0";
        return new RunningCommand(folder, Map.of(), args);
    }

    private Path action(String name, String code) throws IOException {
        Path file = folder.resolve("shop/app/actions/" + name + ".ts");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, code);
    }

    private static String evaluate(DebuggerClient debugger, String expression) throws Exception {
        Map<?, ?> result = (Map<?, ?>) debugger.ask("Runtime.evaluate", Map.of("expression", expression))
                .get("result");
        return String.valueOf(result.get("value"));
    }

    /** The value of an expression in the innermost frame. */
    private static String local(DebuggerClient debugger, Map<?, ?> pause, String expression) throws Exception {
        Object frame = ((Map<?, ?>) ((List<?>) pause.get("callFrames")).get(0)).get("callFrameId");
        Map<?, ?> result = (Map<?, ?>)
                debugger.ask("Debugger.evaluateOnCallFrame", Map.of("callFrameId", frame, "expression", expression))
                        .get("result");
        return String.valueOf(result.get("value"));
    }

    private Object json(String worker, String path) throws Exception {
        URI uri = URI.create(worker);
        return PlainJson.parse(get("http://127.0.0.1:" + uri.getPort() + path));
    }

    private String get(String url) throws Exception {
        return start(url).get(20, TimeUnit.SECONDS).body();
    }

    private CompletableFuture<HttpResponse<String>> start(String url) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status code of the answer to a request with these fields. */
    private static String status(int port, String path, String fields) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\n" + fields + "\r\n").getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            byte[] line = in.readNBytes(12);
            return new String(line, StandardCharsets.UTF_8).substring(9);
        }
    }
}
