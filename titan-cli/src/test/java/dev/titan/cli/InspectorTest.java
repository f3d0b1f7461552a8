package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import dev.titan.model.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code titan dev --inspect}, as a debugger meets it. */
final class InspectorTest extends InspectorScenario {
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
                DebuggerClient debugger = attach(dev)) {
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
    void recordsProfilesAndHeapSnapshots() throws Exception {
        action("user", """
                class Kept { text = 'kept'; }
                globalThis.kept = [new Kept()];
                // Long enough for the profiler's thread to have its turn on a machine that has other work.
                function busy(ms) { let sum = 1; for (const end = Date.now() + ms; Date.now() < end;) sum += Math.sqrt(sum); return sum; }
                export default defineAction(() => busy(500));
                """);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
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

    private Object json(String worker, String path) throws Exception {
        URI uri = URI.create(worker);
        return PlainJson.parse(get("http://127.0.0.1:" + uri.getPort() + path));
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
