package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code titan dev} on a terminal, as the person before it sees and steers it. */
@Timeout(300)
@EnabledIf("dev.titan.cli.PseudoTerminal#available")
class DevTerminalTest {
    private static final String RESTORED = "until stty -a | grep -q '[^-]icanon'; do sleep 0.01; done; ";
    private static final Pattern SLICES =
            Pattern.compile("run \\d+\\.\\d · suspended \\d+\\.\\d: sleep · run \\d+\\.\\d");
    private static final String MODES = "stty -a | grep -oE -- '-?(icanon|echo)\\b' | tr '\\n' ' '; echo";

    @TempDir
    Path folder;

    @Test
    void keysSteerItAndTheTerminalIsAsBeforeWhenItEnds() throws Exception {
        try (PseudoTerminal terminal = start(Map.of("NO_COLOR", "1"), "0.0.0.0", MODES)) {
            String url = terminal.awaitLine("^ready in \\d+ ms {2}(http://localhost:\\d+/) {2}\\(1 route, 1 workers")
                    .group(1);
            terminal.awaitLine("^  press h to list the keys$");
            terminal.type("h");
            terminal.awaitLine("^  r  reload: build everything and load it anew$");
            terminal.awaitLine("^  q  quit$");
            terminal.type("u");
            terminal.awaitLine("^  local +" + url);
            terminal.type("i");
            terminal.awaitLine("^The inspector is off: start titan dev with --inspect\\.$");

            get(url + "actions/hello");
            terminal.awaitLine("^\\S+ INFO  seen requestId=\\S+ action=hello at=app/actions/hello.ts:2:11$");
            terminal.awaitLine("^GET /actions/hello 200 ");
            terminal.type("d");
            terminal.awaitLine("^details are shown$");
            get(url + "actions/hello");
            terminal.awaitLine("^\\S+ DEBUG quiet requestId=\\S+ action=hello at=app/actions/hello.ts:3:9$");
            terminal.awaitLine("^GET /actions/hello 200 ");
            String slices = terminal.awaitLine("^    (run .*)$").group(1);
            // An answer may be with its client before the slice that gave it is over.
            for (int i = 0; i < 100 && !SLICES.matcher(slices).matches(); i++) {
                get(url + "actions/hello");
                slices = terminal.awaitLine("^    (run .*)$").group(1);
            }
            assertTrue(SLICES.matcher(slices).matches(), slices);
            assertTrue(get(url + "__titan/api/logs").contains("\"message\":\"quiet\""));

            terminal.type("r");
            terminal.awaitLine("^reloaded in \\d+ ms$");
            terminal.type("q");
            terminal.awaitLine("^ended with 0$");
            terminal.awaitLine("^icanon echo $");
        }
    }

    @Test
    void linesAreInColourAndAKilledProcessLeavesTheTerminalAsItWas() throws Exception {
        try (PseudoTerminal terminal = start(Map.of("TERM", "xterm"), "127.0.0.1", RESTORED + MODES)) {
            terminal.awaitLine("^\u001b\\[32mready\u001b\\[0m in \\d+ ms");
            terminal.awaitLine("press h to list the keys");
            // The key shows that the terminal is set up by now.
            terminal.type("u");
            terminal.awaitLine("local");
            terminal.child().destroyForcibly();
            terminal.awaitLine("^ended with 137$");
            terminal.awaitLine("^icanon echo $");
        }
    }

    private PseudoTerminal start(Map<String, String> environment, String host, String then) throws IOException {
        Path actions = Files.createDirectories(folder.resolve("shop/app/actions"));
        Files.writeString(actions.resolve("hello.ts"), """
                export default defineAction(() => {
                  console.log('seen');
                  t.log.debug('quiet');
                  drift(t.sleep(2));
                  return 'hello';
                });
                """);
        String java = ProcessHandle.current().info().command().orElse("java");
        String command = java + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' dev.titan.cli.Main dev shop --workers 1 --port 0 --host " + host
                + "; echo \"ended with $?\"; " + then;
        return new PseudoTerminal(folder, environment, command);
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }
}
