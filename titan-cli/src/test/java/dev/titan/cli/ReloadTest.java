package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a save of code does to an app that {@code titan dev} serves. */
class ReloadTest extends ReloadScenario {
    /** An editor is believed to be in the middle of a save for a little longer. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Test
    void moduleStateBeginsAfreshAndSharedCodeIsOfOneVersion() throws Exception {
        save("lib/shared.ts", "export const version = 'one';\n");
        save(
                "app/actions/count.ts",
                "import { version } from '../../lib/shared';\nlet n = 0;\nexport default () => version + ++n;\n");
        save("app/actions/other.ts", "export default () => 'other';\n");
        start();
        assertEquals("one1", get("actions/count"));
        save("app/actions/other.ts", "export default () => 'changed';\n");
        dev.awaitLine(RELOADED);
        assertEquals("one1", get("actions/count"));
        save("lib/shared.ts", "export const version = 'two';\n");
        dev.awaitLine(RELOADED);
        assertEquals("two1", get("actions/count"));
    }

    @Test
    void aBrokenSaveLeavesTheCodeAndTheStateOfAllOthers() throws Exception {
        save("app/actions/count.ts", "let n = 0;\nexport default () => String(++n);\n");
        save("app/actions/broken.ts", "export default () => 'sound';\n");
        start();
        assertEquals("1", get("actions/count"));
        save("app/actions/broken.ts", "export default () => {\n  const a = ;\n};\n");
        dev.awaitLine("app/actions/broken.ts:2:13");
        dev.awaitLine(KEPT + "broken$");
        assertEquals("2", get("actions/count"));
        HttpResponse<String> answer = ask("actions/broken");
        assertEquals(500, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
        assertTrue(
                answer.body()
                        .contains(
                                "\"frames\":[{\"file\":\"app/actions/broken.ts\",\"line\":2,\"column\":13,\"function\":\"\"}]"),
                answer.body());
        save("app/actions/broken.ts", "export default () => 'mended';\n");
        dev.awaitLine(RELOADED);
        assertEquals("mended", get("actions/broken"));
        assertEquals("1", get("actions/count"));
    }

    @Test
    void anActionThatCannotBeLoadedTellsWhatItThrew() throws Exception {
        save("app/actions/count.ts", "let n = 0;\nexport default () => String(++n);\n");
        save("app/actions/bad.ts", "export default () => 'sound';\n");
        start();
        assertEquals("1", get("actions/count"));
        save(
                "app/actions/bad.ts",
                "function fail() {\n  throw new Error('at load');\n}\nfail();\nexport default () => 1;\n");
        dev.awaitLine("the action 'bad' cannot be loaded: .*at load");
        dev.awaitLine(KEPT + "bad$");
        String answer = get("actions/bad");
        assertTrue(
                answer.contains("{\"file\":\"app/actions/bad.ts\",\"line\":2,\"column\":9,\"function\":\"fail\"}"),
                answer);
        assertEquals("2", get("actions/count"));
        save("app/actions/bad.ts", "export default () => 'mended';\n");
        dev.awaitLine(RELOADED);
        assertEquals("mended", get("actions/bad"));
    }

    @Test
    void aBrokenModuleBreaksWhatImportsIt() throws Exception {
        save("lib/shared.ts", "export const x = 1;\n");
        for (String name : List.of("a", "b")) {
            save(
                    "app/actions/" + name + ".ts",
                    "import { x } from '../../lib/shared';\nexport default () => ({ x });\n");
        }
        save("app/actions/c.ts", "export default () => 'c';\n");
        start();
        save("lib/shared.ts", "export const x = \n");
        dev.awaitLine(KEPT + "a, b$");
        assertTrue(get("actions/a").contains("\"file\":\"lib/shared.ts\""));
        assertTrue(get("actions/b").contains("\"file\":\"lib/shared.ts\""));
        assertEquals("c", get("actions/c"));
        save("lib/shared.ts", "export const x = 2;\n");
        dev.awaitLine(RELOADED);
        assertEquals("{\"x\":2}", get("actions/a"));
        assertEquals("{\"x\":2}", get("actions/b"));
    }

    @Test
    void whatNothingImportsReloadsNothing() throws Exception {
        save("app/actions/hello.ts", "export default () => 'hello';\n");
        start();
        for (int i = 0; i < 20; i++) {
            Files.writeString(file("app/log"), "line " + i + "\n");
            Files.writeString(file("app/log.txt"), "line " + i + "\n");
            Files.writeString(file("app/actions/hello.ts~"), "backup\n");
            Files.writeString(file("app/actions/.hello.ts.swp"), "swap\n");
        }
        save("app/actions/hello.ts", "export default () => 'sentinel';\n");
        dev.awaitLine(RELOADED);
        assertEquals("sentinel", get("actions/hello"));
        assertEquals(1, reloads());
    }

    @Test
    void savesInTwoStepsAreNeverServedHalf() throws Exception {
        save("app/actions/hello.ts", "export default () => 'v0';\n");
        start();
        Path backup = file("app/actions/hello.ts~");
        boolean undisturbed = true;
        for (int i = 1; i <= 10; i++) {
            long start = System.nanoTime();
            // As vim does: the file goes, and comes again empty.
            Files.move(file("app/actions/hello.ts"), backup, StandardCopyOption.REPLACE_EXISTING);
            Files.createFile(file("app/actions/hello.ts"));
            Files.writeString(file("app/actions/hello.ts"), "export default () => 'v" + i + "';\n");
            undisturbed &= System.nanoTime() - start < AT_ONCE_NANOS;
            awaitReload("actions/hello", "v" + i);
            if (undisturbed) {
                assertEquals(i, reloads(), dev.seen());
                assertFalse(dev.seen().contains("error"), dev.seen());
            }
        }
    }

    @Test
    void aSuspendedRequestEndsOnTheCodeItBeganWith() throws Exception {
        BlockingQueue<HttpExchange> held = new LinkedBlockingQueue<>();
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", held::add);
        upstream.start();
        try {
            String wait =
                    "const at = 'http://127.0.0.1:" + upstream.getAddress().getPort() + "/';\n"
                            + "function wait() { drift(t.fetch(at)); return version; }\n";
            save("lib/shared.ts", "export const later = () => 'one';\n");
            String action =
                    "import { later } from '../../lib/shared';\n" + wait + "export default () => wait() + later();\n";
            save("app/actions/slow.ts", "const version = 'one';\n" + action);
            start();
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(url + "actions/slow")).build(), BodyHandlers.ofString());
            HttpExchange of = held.take();
            save("lib/shared.ts", "export const later = () => 'two';\n");
            dev.awaitLine(RELOADED);
            save("app/actions/slow.ts", "const version = 'two';\n" + action);
            dev.awaitLine(RELOADED);
            CompletableFuture<HttpResponse<String>> second = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(url + "actions/slow")).build(), BodyHandlers.ofString());
            HttpExchange next = held.take();
            for (HttpExchange exchange : List.of(of, next)) {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            assertEquals("oneone", first.get(60, TimeUnit.SECONDS).body());
            assertEquals("twotwo", second.get(60, TimeUnit.SECONDS).body());
        } finally {
            upstream.stop(0);
        }
    }

    @Test
    void noRequestIsLostOrMixedWhileItReloads() throws Exception {
        save("lib/shared.ts", "export const shared = 0;\n");
        String action =
                "import { shared } from '../../lib/shared';\nexport default (req) => req.method + own + ' ' + shared + (req.body ?? '');\n";
        save("app/actions/pair.ts", "const own = 0;\n" + action);
        start();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(CompletableFuture.supplyAsync(() -> askUntil(over)));
        }
        for (int i = 1; i <= 20; i++) {
            Files.writeString(file("lib/shared.ts"), "export const shared = " + i + ";\n");
            Files.writeString(file("app/actions/pair.ts"), "const own = " + i + ";\n" + action);
            String now = "POST" + i + " " + i;
            while (!post().equals(now + "text")) {
                Thread.onSpinWait();
            }
        }
        over.set(true);
        for (CompletableFuture<Integer> each : clients) {
            assertTrue(each.get(60, TimeUnit.SECONDS) > 0);
        }
    }

    private int askUntil(AtomicBoolean over) {
        int asked = 0;
        while (!over.get()) {
            try {
                String answer = post();
                // A save of one of the two files may be seen before the other's: that is an app of its own.
                assertTrue(answer.matches("POST\\d+ \\d+text"), answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            asked++;
        }
        return asked;
    }

    private String post() throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(url + "actions/pair"))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("text", StandardCharsets.UTF_8))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void theLastStateWinsHoweverFastSavesFollow() throws Exception {
        save("app/actions/hello.ts", "export default () => '0';\n");
        start();
        for (int i = 1; i <= 200; i++) {
            Files.writeString(file("app/actions/hello.ts"), "export default () => '" + i + "';\n");
        }
        for (String answer = ""; !answer.equals("200"); answer = get("actions/hello")) {
            dev.awaitLine(RELOADED);
        }
    }
}
