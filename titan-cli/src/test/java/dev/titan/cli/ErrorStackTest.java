package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stack} of an error as code of an app reads it, in a server as {@code server.jar} has it. */
@Timeout(300)
class ErrorStackTest {
    private static final long WAIT_SECONDS = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @Test
    void namesFunctionsFilesAndLinesOfTheAuthorAfterTenSuspensions() throws Exception {
        try (AppServer server = serve(Map.of(
                "lib/store.ts",
                StoreSource.failingWith("no ${item.id}\\n    at all"),
                "app/actions/order.ts",
                """
                import { Store } from '../../lib/store';

                type Order = { items: number[] };

                export default defineAction(function order() {
                  try {
                    return new Store([{ id: 7 }]).check();
                  } catch (e) {
                    return `${e.stack}\\n${e.cause.stack.split('\\n')[1]}`;
                  }
                });
                """,
                "app/actions/again.ts",
                """
                function leaf(seen: string[]) {
                  drift(t.sleep(0));
                  const error = new Error('read');
                  seen.push(error.stack!);
                  throw error;
                }
                function middle(seen: string[]) {
                  drift(t.sleep(0));
                  leaf(seen);
                }
                export default function outer() {
                  const seen: string[] = [];
                  try {
                    middle(seen);
                  } catch (e) {
                    seen.push(e.stack);
                  }
                  return seen.join('\\n');
                }
                """))) {
            assertEquals("""
                    RangeError: no 7
                        at all
                        at fail (lib/store.ts:21:9)
                        at reserve (lib/store.ts:16:20)
                        at lib/store.ts:9:29
                        at Store.check (lib/store.ts:9:14)
                        at order (app/actions/order.ts:7:35)
                        at fail (lib/store.ts:21:62)""", get(server, "order"));
            assertEquals("""
                    Error: read
                        at leaf (app/actions/again.ts:3:17)
                    Error: read
                        at leaf (app/actions/again.ts:3:17)
                        at middle (app/actions/again.ts:9:3)
                        at outer (app/actions/again.ts:14:5)""", get(server, "again"));
        }
    }

    @Test
    void isTheSameWhereverCodeStands() throws Exception {
        try (AppServer server = serve(Map.of(
                "app/actions/later.ts",
                """
                type Name = string;
                async function leaf() {
                  await t.sleep(0);
                  drift(t.sleep(0));
                  throw new Error('leaf');
                }
                const middle = async () => {
                  await leaf();
                };
                export default async () => {
                  const rejected = middle();
                  return rejected.catch((e) => e.stack);
                };
                """,
                "app/actions/steps.ts",
                """
                type Step = number;
                function* steps(): Generator<Step> {
                  yield 1;
                  drift(t.sleep(0));
                  throw new TypeError();
                }
                const sum = () => {
                  let total = 0;
                  for (const step of steps()) total += step;
                  return total;
                };
                export default () => {
                  try {
                    return sum();
                  } catch (e) {
                    return e.stack;
                  }
                };
                """,
                "node_modules/brittle/package.json",
                "{\"name\": \"brittle\", \"version\": \"1.0.0\", \"main\": \"index.js\"}",
                "node_modules/brittle/index.js",
                """
                function walk(list, fn) {
                  for (const item of list) fn(item);
                  throw new Error('nothing left');
                }
                exports.each = walk;
                """,
                "app/actions/packaged.ts",
                """
                import { each } from 'brittle';
                type Step = number;
                export default () => {
                  try {
                    each([1, 2], (ms: number) => drift(t.sleep(ms)));
                  } catch (e) {
                    return e.stack;
                  }
                };
                """,
                "app/services/stock.ts",
                """
                import { Service } from 'titan';
                interface Item { id: number }
                @Service('stock@1.0.0')
                export class Stock {
                  take(item: Item) {
                    drift(t.sleep(0));
                    return new Error(`${item.id}`).stack;
                  }
                }
                """,
                "app/actions/taken.ts",
                """
                import { inject } from 'titan';
                import { Stock } from '../services/stock';
                export default () => inject(Stock).take({ id: 1 });
                """,
                "app/actions/loaded.ts",
                """
                interface Made { stack: string }
                function make(): Made {
                  const made = {} as Made;
                  (Error as any).captureStackTrace(made, make);
                  return made;
                }
                const { stack } = make();
                export default () => stack + '\\n' + make().stack;
                """,
                "app/actions/timeout.ts",
                """
                const wait = () => {
                  drift.timeout(t.sleep(60_000), 1);
                };
                export default () => {
                  try {
                    wait();
                  } catch (e) {
                    return e.stack;
                  }
                };
                """))) {
            assertEquals("""
                    Error: leaf
                        at leaf (app/actions/later.ts:5:9)
                        at middle (app/actions/later.ts:8:3)""", get(server, "later"));
            assertEquals("""
                    TypeError
                        at steps (app/actions/steps.ts:5:9)
                        at sum (app/actions/steps.ts:9:22)
                        at default (app/actions/steps.ts:14:12)""", get(server, "steps"));
            assertEquals("""
                    Error: nothing left
                        at walk (node_modules/brittle/index.js:3:9)
                        at default (app/actions/packaged.ts:5:5)""", get(server, "packaged"));
            assertEquals("Error: 1\n    at Stock.take (app/services/stock.ts:7:12)", get(server, "taken"));
            assertEquals("""
                    Error
                        at app/actions/loaded.ts:7:19
                    Error
                        at default (app/actions/loaded.ts:8:37)""", get(server, "loaded"));
            assertEquals("""
                    TimeoutError: The operation took longer than 1 ms
                        at wait (app/actions/timeout.ts:2:9)
                        at default (app/actions/timeout.ts:6:5)""", get(server, "timeout"));
        }
    }

    @Test
    void anAppMayReadCallSitesItself() throws Exception {
        try (AppServer server = serve(Map.of("app/actions/sites.ts", """
                const V8Error = Error as any;
                type Sites = { getLineNumber(): number }[];
                export default () => {
                  const before = V8Error.prepareStackTrace;
                  V8Error.prepareStackTrace = (_: Error, sites: Sites) => sites;
                  const holder: any = {};
                  V8Error.captureStackTrace(holder);
                  const sites = holder.stack as Sites;
                  V8Error.prepareStackTrace = undefined;
                  const v8 = new Error('v8').stack!;
                  V8Error.prepareStackTrace = before;
                  return [
                    sites[0].getLineNumber() > 0,
                    v8.includes('(titan:///actions/sites.js:') || v8.includes('at titan:///actions/sites.js:'),
                    new Error('mine').stack!.split('\\n')[1],
                    Object.keys(Error).includes('prepareStackTrace'),
                  ];
                };
                """))) {
            assertEquals("[true,true,\"    at default (app/actions/sites.ts:15:5)\",false]", get(server, "sites"));
        }
    }

    @Test
    void isAWritablePropertyOfTheErrorsOwn() throws Exception {
        try (AppServer server = serve(Map.of("app/actions/own.ts", """
                const fails = (error: Error) => {
                  drift(t.sleep(0));
                  throw error;
                };
                const thrown = (error: Error) => {
                  try {
                    fails(error);
                  } catch (e) {
                    return e.stack;
                  }
                };
                export default () => {
                  const error = new Error('a');
                  const own = Object.hasOwn(error, 'stack');
                  const copy = structuredClone(error);
                  const same = copy.stack === error.stack;
                  error.stack = 'mine';
                  const foreign = new Error('far');
                  foreign.stack = 'Error: far\\n    at there (other/place.ts:1:1)';
                  const named = new Error('b');
                  named.name = 'Named';
                  const nameless = new Error('c');
                  Object.defineProperty(nameless, 'name', { get() { throw 1; } });
                  return [
                    own, same, error.stack, thrown(foreign), named.stack!.split('\\n')[0], nameless.stack!.split('\\n')[0],
                    thrown(Object.freeze(new Error('frozen'))).split('\\n').length,
                  ];
                };
                """))) {
            assertEquals(
                    "[true,true,\"mine\",\"Error: far\\n    at there (other/place.ts:1:1)\",\"Named: b\",\"<error>\",3]",
                    get(server, "own"));
        }
    }

    @Test
    void staysQuickInALoop() throws Exception {
        try (AppServer server = serve(Map.of("app/actions/loop.ts", """
                const make = (n: number): string => (n === 0 ? new Error('x').stack! : make(n - 1));
                export default () => {
                  let length = 0;
                  for (let i = 0; i < 10_000; i++) length += make(5).split('\\n').length;
                  return length;
                };
                """))) {
            assertEquals("80000", get(server, "loop"));
        }
    }

    @Test
    void whatBeganBeforeAReloadReadsThePlacesOfItsOwnFiles() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        HttpServer gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.createContext("/", exchange -> {
            arrived.countDown();
            try {
                open.await(WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gate.start();
        String action = """
                export default (req) => {
                  if (req.query.wait) drift(t.fetch('http://127.0.0.1:%d/'));
                  return new Error('here').stack;
                };
                """.formatted(gate.getAddress().getPort());
        try (AppServer server = serve(Map.of("app/actions/here.ts", action))) {
            try {
                CompletableFuture<String> old = send(server, "here?wait=1");
                assertTrue(arrived.await(WAIT_SECONDS, TimeUnit.SECONDS), "the action has not called");
                server.reload(Map.of("app/actions/here.ts", "// One\n// or two lines more.\n" + action));
                assertEquals("Error: here\n    at default (app/actions/here.ts:5:10)", get(server, "here"));
                open.countDown();
                assertEquals(
                        "Error: here\n    at default (app/actions/here.ts:3:10)",
                        old.get(WAIT_SECONDS, TimeUnit.SECONDS));
            } finally {
                open.countDown();
            }
        } finally {
            gate.stop(0);
        }
    }

    private AppServer serve(Map<String, String> files) throws Exception {
        Map<String, String> all = new HashMap<>(files);
        all.put(
                "titan.config.json",
                "{\"workers\": 1, \"permissions\": {\"net\": [\"127.0.0.1\"]}, \"limits\": {\"cpuMs\": 30000, \"wallMs\": 120000, \"fetch\": {\"totalMs\": 120000}}}");
        return new AppServer(folder, all, new RuntimeEvents());
    }

    private CompletableFuture<String> send(AppServer server, String action) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/actions/" + action)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private String get(AppServer server, String action) throws Exception {
        return send(server, action).get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
