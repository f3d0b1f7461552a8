package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.titan.model.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an author is told of the places of errors and of drifts, through a server that runs. */
@Timeout(300)
class StacksTest {
    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void anErrorAfterTenSuspensionsNamesFunctionsAndLinesOfTheAuthor() throws Exception {
        write("shop/lib/store.ts", StoreSource.failingWith("no ${item.id}"));
        action("order", """
                import { Store } from '../../lib/store';

                type Order = { items: number[] };

                export default defineAction(function order() {
                  return new Store([{ id: 7 }]).check();
                });
                """);
        action("later", """
                type Name = string;
                async function leaf() {
                  await t.sleep(0);
                  drift(t.sleep(0));
                  throw new Error('leaf');
                }
                const middle = async () => {
                  await leaf();
                };
                export default defineAction(async () => {
                  await Promise.all([middle(), t.sleep(0)]);
                });
                """);
        StringBuilder chain = new StringBuilder("const call0 = (n: number): number => { throw new Error('deep'); };\n");
        for (int i = 1; i < 10; i++) {
            String next = "call" + (i - 1);
            chain.append("function call%d(n: number): number { if (n < 0) drift(t.sleep(1)); return %s; }\n"
                    .formatted(i, i % 3 == 0 ? "[n].map((x) => " + next + "(x))[0]" : next + "(n)"));
        }
        action("chain", chain + "export default defineAction(() => { drift(t.sleep(0)); return call9(1); });");
        try (RunningCommand dev = dev()) {
            String url = url(dev);
            List<?> frames = (List<?>) problem(url + "chain").get("frames");
            assertEquals(
                    List.of("call0", "call1", "call2", "call3", "call4", "call5", "call6", "call7", "call8", "call9"),
                    frames.stream()
                            .map(frame -> String.valueOf(((Map<?, ?>) frame).get("function")))
                            .filter(name -> !name.isEmpty())
                            .toList());
            Map<?, ?> problem = problem(url + "order");
            assertEquals(
                    "RangeError: no 7\n    at fail (lib/store.ts:21:9)\n    at reserve (lib/store.ts:16:20)"
                            + "\n    at lib/store.ts:9:29\n    at Store.check (lib/store.ts:9:14)"
                            + "\n    at order (app/actions/order.ts:6:33)",
                    ((Map<?, ?>) problem.get("error")).get("stack"));
            assertEquals(
                    Map.of("file", "lib/store.ts", "line", 21, "column", 9, "function", "fail"),
                    ((List<?>) problem.get("frames")).get(0));
            Map<?, ?> cause = (Map<?, ?>) ((Map<?, ?>) problem.get("error")).get("cause");
            assertEquals("low", cause.get("message"));
            assertTrue(String.valueOf(cause.get("stack")).startsWith("Error: low\n    at fail (lib/store.ts:21:"));
            assertEquals(
                    List.of("leaf 5", "middle 8", " 11"),
                    ((List<?>) problem(url + "later").get("frames"))
                            .stream()
                                    .map(frame ->
                                            ((Map<?, ?>) frame).get("function") + " " + ((Map<?, ?>) frame).get("line"))
                                    .toList());
        }
    }

    @Test
    void anOperationThatIsUsedAsItsValueNamesTheLine() throws Exception {
        action("user", """
                type Body = { x: unknown };
                function name(): string {
                  const user = t.fetch('http://127.0.0.1:1/');
                  return user.name;
                }
                export default defineAction((req) => {
                  if (req.query.how === 'read') return name();
                  if (req.query.how === 'return') return t.sleep(1);
                  if (req.query.how === 'json') return { status: 200, body: { x: t.sleep(1) } };
                  try { return `${t.sleep(1)}`; } catch (e) { return e.message; }
                });
                """);
        try (RunningCommand dev = dev()) {
            String url = url(dev) + "user?how=";
            assertEquals(
                    "t.fetch() was used without drift() at user.ts:4:15; write drift(t.fetch(…)) or await it",
                    ((Map<?, ?>) problem(url + "read").get("error")).get("message"));
            assertEquals("app/actions/user.ts", frame(problem(url + "read"), 0).get("file"));
            assertEquals(8, frame(problem(url + "return"), 0).get("line"));
            assertEquals(9, frame(problem(url + "json"), 0).get("line"));
            assertEquals(
                    "t.sleep() was used without drift() at user.ts:10:21; write drift(t.sleep(…)) or await it",
                    get(url + "text"));
        }
    }

    @Test
    void driftsThatHoldAWorkerAreShownOnceEach() throws Exception {
        action("held", """
                const shop = {
                  get price(): number {
                    return drift(t.sleep(1)) ?? 1;
                  },
                };
                const late = { toJSON: (): number => wait() };
                function wait(): number {
                  return drift(t.sleep(1)) ?? 2;
                }
                export default defineAction(() => shop.price + JSON.stringify({ late }));
                """);
        try (RunningCommand dev = dev()) {
            dev.awaitLine("this drift holds a worker while it waits, since it is in a getter or setter");
            dev.awaitLine("app/actions/held.ts:3:12");
            String url = url(dev) + "held";
            assertEquals("1{\"late\":2}", get(url));
            dev.awaitLine("this drift holds a worker while it waits, since it is in a function that a built-in calls");
            dev.awaitLine("app/actions/held.ts:8:10");
            dev.awaitLine("^GET /actions/held 200");
            assertEquals("1{\"late\":2}", get(url));
            dev.awaitLine("^GET /actions/held 200");
            assertEquals(ExitCode.INTERRUPTED, dev.stop());
        }
    }

    private RunningCommand dev() throws IOException {
        return new RunningCommand(folder, Map.of(), "dev", "shop", "--port", "0", "--workers", "1");
    }

    private static String url(RunningCommand dev) throws IOException {
        return dev.awaitLine("(http://localhost:\\d+/)").group(1) + "actions/";
    }

    private static Map<?, ?> frame(Map<?, ?> problem, int index) {
        return (Map<?, ?>) ((List<?>) problem.get("frames")).get(index);
    }

    private Map<?, ?> problem(String url) throws IOException, InterruptedException {
        return new ObjectMapper().readValue(get(url), Map.class);
    }

    private String get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
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
