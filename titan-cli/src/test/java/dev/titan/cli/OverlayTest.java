package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a browser is answered when something goes wrong in development, as bytes; {@code browser} tests look at it in a browser. */
@Timeout(300)
class OverlayTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** To be called once the command runs: it sets the log up anew. */
    private void listenToTheLog() {
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.titan.server")).addAppender(log);
    }

    @AfterEach
    void listensNoMore() {
        ((Logger) LoggerFactory.getLogger("dev.titan.server")).detachAppender(log);
    }

    @Test
    void aBrowserIsShownWhatAnActionThrew() throws Exception {
        write("shop/lib/prices.ts", """
                type Price = { net: number };

                export function gross(price?: Price): number {
                  // <script>canary()</script>
                  return price!.net * 1.19;
                }
                """);
        write("shop/node_modules/each/package.json", "{\"name\": \"each\", \"main\": \"index.js\"}");
        write("shop/node_modules/each/index.js", "export function each(f) {\n  return f();\n}\n");
        action("cart", """
                import { each } from 'each';
                import { gross } from '../../lib/prices';

                export default defineAction(function cart(req) {
                  drift(t.sleep(1));
                  try {
                    return each(() => gross());
                  } catch (e) {
                    throw new Error('<img src=x onerror=canary()>', { cause: e });
                  }
                });
                """);
        action("any", "export default () => { throw new AggregateError([new TypeError('a'), 'b'], 'all'); };");
        action(
                "chosen",
                "import { HttpError } from 'titan';\nexport default () => { throw new HttpError(404, 'none'); };");
        action("endless", "export default () => { for (;;); };");
        write("shop/titan.config.json", "{\"limits\": {\"cpuMs\": 1000}}");
        try (RunningCommand dev =
                new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0", "--workers", "1")) {
            String url = dev.awaitLine("(http://localhost:\\d+/)").group(1) + "actions/";
            listenToTheLog();
            HttpResponse<String> answer = get(url + "cart?id=7&token=geheim&q=%3Cb%3E", BROWSER);
            String page = answer.body();
            assertEquals(500, answer.statusCode());
            assertEquals(
                    "text/html; charset=utf-8",
                    answer.headers().firstValue("content-type").orElse(""));
            assertTrue(answer.headers()
                    .firstValue("content-security-policy")
                    .orElse("")
                    .contains("default-src 'none'"));
            assertShows(page, "Runtime error", "app/actions/cart.ts:9:11<", "lib/prices.ts:5:", ">cart<", ">gross<");
            assertShows(page, "caused by", "1 call in a package", "node_modules/each/index.js:2:");
            assertShows(page, "&lt;img src=x onerror=canary()&gt;", "// &lt;script&gt;canary()&lt;/script&gt;");
            assertShows(page, "?id=7&amp;token=******&amp;q=%3Cb%3E", ">x-api-key<", "******");
            assertFalse(page.contains("geheim"), page);
            assertFalse(page.contains("<img"), page);
            assertFalse(page.contains("<script>canary"), page);

            String both = get(url + "any", BROWSER).body();
            assertShows(both, "AggregateError", "error 1 of 2", "TypeError", "error 2 of 2", "thrown");
            Map<?, ?> problem =
                    new ObjectMapper().readValue(get(url + "any", "*/*").body(), Map.class);
            List<?> errors = (List<?>) ((Map<?, ?>) problem.get("error")).get("errors");
            assertEquals("TypeError", ((Map<?, ?>) errors.get(0)).get("name"));
            assertEquals("b", ((Map<?, ?>) errors.get(1)).get("message"));
            assertTrue(String.valueOf(((Map<?, ?>) problem.get("error")).get("excerpt"))
                    .startsWith("> 1 | export default () =>"));
            assertLogged(
                    "failed: Error: <img",
                    "\n>  9 |     throw new Error(",
                    "\n    at cart (",
                    "\ncaused by TypeError: ");
            assertLogged("failed: AggregateError: all", "\n  error 1 of 2: TypeError: a\n      at ");

            assertEquals(
                    "application/problem+json",
                    get(url + "chosen", BROWSER)
                            .headers()
                            .firstValue("content-type")
                            .orElse(""));
            assertShows(
                    get(url + "endless", BROWSER).body(),
                    "Action ended at its CPU limit",
                    "TITAN_E503_CPU",
                    "app/actions/endless.ts:1:");
            assertLogged("GET /actions/endless failed: it computed for more than ");
            String foreign = get(url.replace("localhost", "127.0.0.1") + "cart", "application/json")
                    .body();
            assertTrue(foreign.startsWith("{\"type\":"), foreign);
        }
    }

    @Test
    void aBrowserIsShownWhyAnActionCannotBeBuiltOrLoaded() throws Exception {
        write(
                "shop/lib/files.ts",
                "import { readFileSync } from 'node:fs';\nexport const read = (name: string) => readFileSync(name);\n");
        action("import", "import { read } from '../../lib/files';\nexport default () => read('a');\n");
        action("load", """
                const settings = undefined as any;
                function setting(): string { return settings.name; }
                const name = setting();
                export default () => name;
                """);
        action("sound", "export default () => 'sound';");
        try (RunningCommand dev =
                new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0", "--workers", "1")) {
            String url = dev.awaitLine("(http://localhost:\\d+/)").group(1) + "actions/";
            String imported = get(url + "import", BROWSER).body();
            assertShows(
                    imported,
                    "Build error",
                    "node:fs",
                    "lib/files.ts:1:",
                    "imported by app/actions/import.ts",
                    "<span class=\"line at\">");
            String load = get(url + "load", BROWSER).body();
            assertShows(
                    load,
                    "Error while the action was loaded",
                    "TypeError",
                    "app/actions/load.ts:2:",
                    ">setting<",
                    "app/actions/load.ts:3:");
            assertEquals("sound", get(url + "sound", BROWSER).body());
            Map<?, ?> problem =
                    new ObjectMapper().readValue(get(url + "import", "*/*").body(), Map.class);
            assertEquals("lib/files.ts", ((Map<?, ?>) ((List<?>) problem.get("frames")).get(0)).get("file"));
        }
    }

    private void assertLogged(String... texts) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        // An answer may be with its client before the log has its line.
        while (lines().stream().noneMatch(line -> List.of(texts).stream().allMatch(line::contains))) {
            assertTrue(System.nanoTime() - end < 0, () -> "nothing with " + List.of(texts) + " in\n" + lines());
            Thread.onSpinWait();
        }
    }

    private List<String> lines() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    private static void assertShows(String page, String... texts) {
        for (String text : texts) {
            assertTrue(page.contains(text), () -> "no " + text + " in\n" + page);
        }
    }

    private HttpResponse<String> get(String url, String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", accept)
                        .header("X-Api-Key", "geheim")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void action(String name, String code) throws IOException {
        write("shop/app/actions/" + name + ".ts", code);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
