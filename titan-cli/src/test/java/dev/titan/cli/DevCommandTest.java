package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DevCommandTest {
    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void servesWhatIsSavedAndKeepsTheLastGoodGeneration() throws Exception {
        action("export default defineAction((req) => ({ n: 1, key: t.env.KEY, own: t.config.get('own') }));");
        write("shop/.env", "KEY=file\n");
        write("shop/titan.config.json", "{\"app\": {\"own\": true}}");
        write("shop/public/hi.txt", "hi");
        try (RunningCommand dev =
                new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0", "--workers", "1")) {
            String url = dev.awaitLine("^ready in \\d+ ms {2}(http://localhost:\\d+/) {2}\\(1 route, 1 workers")
                    .group(1);
            assertEquals("{\"n\":1,\"key\":\"file\",\"own\":true}", get(url + "actions/hello"));
            dev.awaitLine("^GET /actions/hello 200 \\d+\\.\\d ms \\(queue .*, run .*, suspended .*\\)$");
            assertEquals("hi", get(url + "hi.txt"));
            dev.awaitLine("^GET /hi.txt 200 \\d+\\.\\d ms$");
            get(url + "none%20of%20it?secret=1");
            dev.awaitLine("^GET /none%20of%20it 404 \\d+\\.\\d ms$");

            action("export default defineAction(() => 2);");
            dev.awaitLine("^reloaded in \\d+ ms$");
            assertEquals("2", get(url + "actions/hello"));

            action("export default defineAction(() => 3 +);");
            dev.awaitLine("app/actions/hello.js:1:38");
            dev.awaitLine("^kept the last good version in \\d+ ms, broken: hello$");
            assertTrue(get(url + "actions/hello").contains("\"line\":1,\"column\":38"));

            action("export default defineAction(() => 4); throw new Error('at load');");
            dev.awaitLine("the action 'hello' cannot be loaded: .*at load");
            dev.awaitLine("app/actions/hello.js:1:");
            dev.awaitLine("^kept the last good version in \\d+ ms, broken: hello$");
            assertTrue(get(url + "actions/hello").contains("\"code\":\"TITAN_E500_APP\""));

            write("shop/app/actions/deep/er/new.js", "export default () => 'new';");
            action("export default defineAction(() => 5);");
            dev.awaitLine("^reloaded in \\d+ ms$");
            assertEquals("5", get(url + "actions/hello"));
            assertEquals("new", get(url + "actions/deep/er/new"));
            assertEquals(ExitCode.INTERRUPTED, dev.stop());
        }
    }

    @Test
    void tellsWhereTheMetricsAre() throws Exception {
        action("export default defineAction(() => 1);");
        String port = String.valueOf(FreePort.find());
        try (RunningCommand dev = new RunningCommand(
                folder, Map.of(), "dev", "shop", "--port", "0", "--management-port", port, "--workers", "1")) {
            String url = dev.awaitLine("^  metrics  (http://127.0.0.1:" + port + "/metrics)$")
                    .group(1);
            assertTrue(get(url).contains("titan_"), url);
        }
    }

    @Test
    void aBrokenAppIsServedOnceItIsMended() throws Exception {
        action("export default defineAction(");
        try (RunningCommand dev = new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0")) {
            dev.awaitLine("^1 error$");
            String url = dev.awaitLine("(http://localhost:\\d+/)").group(1);
            assertTrue(get(url + "none").contains("\"file\":\"app/actions/hello.js\",\"line\":1"), get(url));
            action("export default defineAction(() => 'mended');");
            dev.awaitLine("^reloaded in \\d+ ms$");
            assertEquals("mended", get(url + "actions/hello"));
        }
    }

    @Test
    void aVariableOfTheEnvironmentIsRefusedUntilTheConfigurationAllowsIt() throws Exception {
        action("export default defineAction(() => t.env.API_KEY ?? 'default');");
        try (RunningCommand dev =
                new RunningCommand(folder, Map.of("API_KEY", "real"), "dev", "shop", "--port", "0", "--workers", "1")) {
            String url = dev.awaitLine("(http://localhost:\\d+/)").group(1);
            String refused = get(url + "actions/hello");
            assertTrue(
                    refused.contains(
                            "t.env may not read API_KEY: add \\\"API_KEY\\\" to permissions.env in titan.config.json"),
                    refused);
            write("shop/titan.config.json", "{\"permissions\": {\"env\": [\"API_*\"]}}");
            dev.awaitLine("^reloaded in \\d+ ms$");
            assertEquals("real", get(url + "actions/hello"));
        }
        try (RunningCommand dev = new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0")) {
            String url = dev.awaitLine("(http://localhost:\\d+/)").group(1);
            assertEquals("default", get(url + "actions/hello"));
        }
    }

    @Test
    void aPortInUseIsOneLineAndExitCode3BeforeAnythingIsBuilt() throws Exception {
        action("export default defineAction(");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.in(
                    folder, Map.of("PORT", String.valueOf(taken.getLocalPort()), "HOST", "127.0.0.1"), "dev", "shop");
            assertEquals(ExitCode.ENVIRONMENT, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains(String.valueOf(taken.getLocalPort())), run.err());
        }
    }

    private String get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void action(String code) throws IOException {
        write("shop/app/actions/hello.js", code);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path unfinished = Files.writeString(folder.resolve("unfinished"), text);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
