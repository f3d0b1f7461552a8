package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AsyncLocalStorage of node:async_hooks, through the real server. One isolate, so that what is not kept apart would meet. */
@Timeout(300)
class AsyncLocalStorageTest {
    private static final Map<String, String> FILES = Map.of(
            "titan.config.json",
            "{\"workers\": 1}",
            "app/als.ts",
            """
            import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
            export { AsyncLocalStorage, AsyncResource };
            export const als = new AsyncLocalStorage<string>();
            export const seen: Record<string, unknown> = {};
            """,
            "app/actions/follows.ts",
            """
            import { als } from '../als';
            const pause = () => drift(t.sleep(Math.random() * 4));
            const timer = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
            const ways: Record<string, () => unknown> = {
              drift() { pause(); return als.getStore(); },
              deep() { const inner = (n: number): unknown => (n === 0 ? (pause(), als.getStore()) : inner(n - 1)); return inner(20); },
              map: () => [1, 2].map(() => (pause(), als.getStore())).join(),
              async await() { await t.sleep(1); return als.getStore(); },
              async native() { await null; await timer(2); return als.getStore(); },
              async caught() { try { await Promise.reject(new Error()); } catch { return als.getStore(); } },
              async loop() { let all = ''; for await (const one of [t.sleep(1), null, timer(1)]) { void one; all += als.getStore(); } return all; },
              then: () => t.sleep(1).then(() => als.getStore()),
              callbacks: () => new Promise((resolve) => setTimeout(() => queueMicrotask(() => resolve(als.getStore())), 1)),
              timer: () => new Promise((resolve) => { const i = setInterval(() => { clearInterval(i); pause(); resolve(als.getStore()); }, 1); }),
              listener: () => new Promise((resolve) => { const e = new EventTarget(); e.addEventListener('x', () => resolve(als.getStore())); setTimeout(() => e.dispatchEvent(new Event('x')), 1); }),
              async all() { return (await Promise.all([1, 2, 3].map(async (n) => { await t.sleep(n); return als.getStore(); }))).join(); },
              async list() { return (await Array.fromAsync([1, 2], async (n) => { const before = als.getStore(); pause(); return before + '-' + als.getStore(); })).join(); },
              async steps() { return (await Array.fromAsync((function* () { for (const n of [1, 2]) yield t.sleep(n).then(() => n), yield als.getStore(); })())).join(); },
              thenable: () => ({ then(done: (store: unknown) => void) { pause(); done(als.getStore()); } }),
              returned: () => t.sleep(1).then(() => ({ then(done: (store: unknown) => void) { done(als.getStore()); } })),
              getter: () => ({ get store() { pause(); return als.getStore(); } }).store,
              stream: () => new Response(new ReadableStream({ async pull(c) { await t.sleep(1); c.enqueue(new TextEncoder().encode(als.getStore())); c.close(); } })).text(),
              transaction: () => drift(t.db.transaction((tx) => (drift(tx.query('SELECT 1')), als.getStore()))),
            };
            export default (req) => als.run(req.query.id, () => {
              const before = als.getStore();
              pause();
              const value = ways[req.query.way]();
              return { before, value: typeof (value as any)?.then === 'function' ? drift(value) : value, after: als.getStore() };
            });
            """,
            "app/actions/scopes.ts",
            """
            import { als, AsyncLocalStorage, AsyncResource, seen } from '../als';
            const other = new AsyncLocalStorage<number>();
            const sleep = () => drift(t.sleep(1));
            const store = () => als.getStore() ?? null;
            const ways: Record<string, () => unknown> = {
              nested() {
                const list = [store()];
                als.run('a', () => { sleep(); list.push(store()); als.run('b', () => { sleep(); list.push(store()); }); sleep(); list.push(store()); });
                list.push(store()); sleep(); list.push(store());
                return list;
              },
              exit: () => als.run('a', () => [als.exit(() => (sleep(), store())), store()]),
              throws() { try { als.run('a', () => { sleep(); throw 1; }); } catch { return store(); } },
              async leavesItsCallerAlone() {
                const list: unknown[] = [];
                const inner = async () => { als.run('a', () => { sleep(); list.push(store()); }); list.push(store()); };
                const under = inner();
                list.push(store());
                await under;
                return list;
              },
              enterWith() { als.enterWith('a'); sleep(); return store(); },
              async enterWithAndAwait() { als.enterWith('a'); await null; const one = store(); als.enterWith('b'); await t.sleep(1); return [one, store()]; },
              two: () => als.run('a', () => other.run(1, () => (sleep(), [store(), other.getStore()]))),
              arguments: () => als.run('a', (x, y) => (sleep(), [store(), x, y]), 1, 2),
              bind() { const bound = als.run('a', () => AsyncLocalStorage.bind((x) => (sleep(), [store(), x]))); return [bound(1), store()]; },
              snapshot() { const run = als.run('a', () => AsyncLocalStorage.snapshot()); return [run((x) => (sleep(), [store(), x]), 1), store()]; },
              resource() {
                const resource = als.run('a', () => new AsyncResource('test'));
                const self = { name: 'self' };
                return [resource.runInAsyncScope(function (x) { sleep(); return [this.name, store(), x]; }, self, 1), resource.bind(() => store())(), store()];
              },
              disable() { return als.run('a', () => { als.disable(); return [store(), als.run('b', () => store())]; }); },
              defaults: () => [new AsyncLocalStorage({ defaultValue: 7 }).getStore(), new AsyncLocalStorage({ name: 'n' }).name],
              toAnotherRequest() { seen.snapshot = als.run('mine', () => AsyncLocalStorage.snapshot()); return store(); },
              fromAnotherRequest() { return seen.snapshot === undefined ? 'elsewhere' : [(seen.snapshot as any)(() => (sleep(), store())), store()]; },
            };
            export default (req) => { const value = ways[req.query.way](); return typeof (value as any)?.then === 'function' ? drift(value) : value; };
            """);

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final RuntimeEvents EVENTS = new RuntimeEvents();
    private static AppServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = new AppServer(folder, FILES, EVENTS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static CompletableFuture<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/actions/" + path)))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> response.body());
    }

    private static String scopes(String way) {
        return get("scopes?way=" + way).join();
    }

    @Test
    void aStoreFollowsWhateverARequestWaitsForAndNeverMeetsAnothers() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("drift", "\"%1$s\""),
                Map.entry("deep", "\"%1$s\""),
                Map.entry("map", "\"%1$s,%1$s\""),
                Map.entry("await", "\"%1$s\""),
                Map.entry("native", "\"%1$s\""),
                Map.entry("caught", "\"%1$s\""),
                Map.entry("loop", "\"%1$s%1$s%1$s\""),
                Map.entry("then", "\"%1$s\""),
                Map.entry("callbacks", "\"%1$s\""),
                Map.entry("timer", "\"%1$s\""),
                Map.entry("listener", "\"%1$s\""),
                Map.entry("all", "\"%1$s,%1$s,%1$s\""),
                Map.entry("list", "\"%1$s-%1$s,%1$s-%1$s\""),
                Map.entry("steps", "\"1,%1$s,2,%1$s\""),
                Map.entry("thenable", "\"%1$s\""),
                Map.entry("returned", "\"%1$s\""),
                Map.entry("getter", "\"%1$s\""),
                Map.entry("stream", "\"%1$s\""),
                Map.entry("transaction", "\"%1$s\""));
        List<String> expected = new ArrayList<>();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            for (Map.Entry<String, String> way : values.entrySet()) {
                String id = way.getKey() + "-" + round;
                answers.add(get("follows?way=" + way.getKey() + "&id=" + id));
                expected.add("{\"before\":\"" + id + "\",\"value\":"
                        + way.getValue().formatted(id) + ",\"after\":\"" + id + "\"}");
            }
        }
        assertEquals(expected, answers.stream().map(CompletableFuture::join).toList());
    }

    @Test
    void aStoreHoldsForTheCallItIsGivenToAlone() {
        assertEquals("[null,\"a\",\"b\",\"a\",null,null]", scopes("nested"));
        assertEquals("[null,\"a\"]", scopes("exit"));
        assertEquals("null", scopes("throws"));
        assertEquals("[null,\"a\",null]", scopes("leavesItsCallerAlone"));
        assertEquals("[\"a\",1]", scopes("two"));
        assertEquals("[\"a\",1,2]", scopes("arguments"));
        assertEquals("[null,\"b\"]", scopes("disable"));
        assertEquals("[7,\"n\"]", scopes("defaults"));
    }

    @Test
    void whatRunsWithAStoreSuspendsAsOtherCodeDoes() {
        int before = EVENTS.parked.get();
        for (String way : List.of("nested", "exit", "throws", "two", "arguments", "bind", "snapshot", "resource")) {
            scopes(way);
        }
        assertEquals(before, EVENTS.parked.get());
    }

    @Test
    void aStoreThatIsEnteredHoldsForTheRestOfTheFunction() {
        assertEquals("a", scopes("enterWith"));
        assertEquals("[\"a\",\"b\"]", scopes("enterWithAndAwait"));
    }

    @Test
    void boundFunctionsHaveTheStoresOfWhereTheyWereBound() {
        assertEquals("[[\"a\",1],null]", scopes("bind"));
        assertEquals("[[\"a\",1],null]", scopes("snapshot"));
        assertEquals("[[\"self\",\"a\",1],\"a\",null]", scopes("resource"));
    }

    @Test
    void aSnapshotOfARequestThatIsOverServesAnotherWhichCanStillWait() {
        String answer;
        int tries = 0;
        do {
            assertEquals("null", scopes("toAnotherRequest"));
            answer = scopes("fromAnotherRequest");
            // An action that has been quick for a while goes on in the isolate of a thread that reads requests.
        } while (answer.equals("elsewhere") && ++tries < 100);
        assertEquals("[\"mine\",null]", answer);
    }
}
