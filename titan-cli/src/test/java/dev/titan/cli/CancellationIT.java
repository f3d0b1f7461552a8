package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drifts that wait for what nobody can cancel, a promise: they end with the call whose code waits, in async functions as elsewhere, however that is given up. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancellationIT {
    private static final String EXTENSIONS = ",\"ext\":[\"cancel\",\"credit\",\"meta\"]";
    private static final int CALL = 0x43;
    private static final int CANCEL = 0x48;

    /** What each way of waiting ends with. */
    private static final Map<String, String> ENDS = new LinkedHashMap<>();

    static {
        for (String kind : List.of(
                "promise",
                "thenable",
                "resolvedWithAnOperation",
                "array",
                "object",
                "all",
                "race",
                "any",
                "settled",
                "timeout",
                "helper",
                "callback",
                "deep",
                "then",
                "generator",
                "together",
                "afterMany",
                "transaction",
                "nested",
                "made",
                "listener")) {
            ENDS.put(kind, "ended");
        }
        ENDS.put("plainAwait", "went on");
        ENDS.put("caught", "went on");
        ENDS.put("settledBefore", "went on");
    }

    private static final String KINDS = """
            const never = () => new Promise<never>(() => {});
            const later = (ms: number) => new Promise((done) => setTimeout(done, ms));
            const aborted = (signal: AbortSignal) => new Promise((done) => signal.addEventListener('abort', () => setTimeout(done, 1)));
            const helper = () => drift(never());
            async function* numbers() { yield 1; drift(never()); }
            const loser = () => t.sleep(3600000);
            export const kinds: Record<string, (signal: AbortSignal) => unknown> = {
              promise: async () => drift(never()),
              thenable: async () => drift({ then() {} } as PromiseLike<never>),
              resolvedWithAnOperation: async () => drift({ then: (done: any) => done(loser()) } as PromiseLike<never>),
              array: async () => drift([1, never(), loser()]),
              object: async () => drift({ a: never(), b: [never()] }),
              all: async () => drift.all([never(), loser()]),
              race: async () => drift.race([never(), loser()]),
              any: async () => { const begun = loser(); begun.then(() => {}, () => {}); return drift.any([begun, never()]); },
              settled: async () => { const begun = loser(); begun.then(() => {}, () => {}); return drift.settled([begun, never()]); },
              timeout: async () => drift.timeout(never(), 3600000),
              helper: async () => helper(),
              callback: async () => [1].map(() => drift(never())),
              deep: async () => await (async () => await (async () => drift(never()))())(),
              then: () => Promise.resolve().then(() => drift(never())),
              generator: async () => { for await (const n of numbers()) await n; },
              together: async () => Promise.all([kinds.promise!(null!), loser(), kinds.array!(null!)]),
              afterMany: async () => { for (let i = 0; i < 50; i++) drift(Promise.resolve(i)); return drift(never()); },
              transaction: async () => drift(t.db.transaction(async (tx) => { await tx.query('SELECT 1'); return drift(never()); })),
              nested: async (signal) => {
                let cleaned = false;
                try { await kinds.promise!(signal); } finally { drift(later(1)); cleaned = true; await later(1); if (!cleaned) throw new Error(); }
              },
              made: async () => drift(t.cache.getOrSet(`made ${Math.random()}`, async () => drift(never()))),
              listener: async (signal) => {
                const told = new Promise((done) => signal.addEventListener('abort', async () => { drift(later(1)); done(await t.sleep(1)); }));
                try { drift(never()); } finally { await told; }
              },
              plainAwait: async (signal) => { drift(Promise.resolve()); await aborted(signal); return 'went on'; },
              caught: async () => { try { drift(never()); } catch { return drift([later(1), t.sleep(1), 'went on'])[2]; } },
              settledBefore: async (signal) => { const gone = aborted(signal); await gone; drift(later(1)); await t.sleep(1); return drift(Promise.resolve('went on')); },
            };
            /** Tells when it waits, and how it has ended: once, by what no call of it can take back. */
            export async function run(kind: string, key: string, signal: AbortSignal): Promise<void> {
              let end = 'ended without an error';
              try {
                const waits = kinds[kind]!(signal);
                setTimeout(() => drift(t.cache.set(`${key} begun`, 1)), 0);
                end = String(await waits);
              } catch (e: any) {
                end = e.name === signal.reason?.name && e === signal.reason ? `ended ${e.name}` : `${e.name}: ${e.message}`;
                throw e;
              } finally {
                await t.cache.set(`${key} end`, end);
              }
            }
            """;

    private static final String SERVICE = """
            import { currentCall, Public, Service } from 'titan';
            import { run } from '../lib/kinds';
            @Service('below') export class Below {
              async waits(kind: string, key: string) { return run(kind, key, currentCall()!.signal); }
            }
            @Service('waits') export class Waits {
              constructor(private readonly below: Below) {}
              @Public() async one(kind: string, key: string) { return this.below.waits(kind, key); }
              @Public() async *stream(key: string) {
                let end = 'ended without an error';
                try {
                  yield 1;
                  setTimeout(() => drift(t.cache.set(`${key} begun`, 1)), 0);
                  drift(new Promise(() => {}));
                } catch (e: any) { end = `ended ${e.name}`; throw e; } finally { drift(Promise.resolve()); await t.cache.set(`${key} end`, end); }
              }
            }
            """;

    private static final Map<String, String> FILES = Map.of(
            "app/lib/kinds.ts",
            KINDS,
            "app/services/waits.ts",
            SERVICE,
            "app/actions/waits.ts",
            """
            import { run } from '../lib/kinds';
            export default async (req) => run(req.query.kind, req.query.key, req.signal);
            """,
            "app/actions/driven.ts",
            """
            import { run } from '../lib/kinds';
            class Lazy { get value() { return drift(Promise.resolve(1)); } }
            export default async (req) => { if (req.query.kind === '') new Lazy().value; return run(req.query.kind, req.query.key, req.signal); };
            """,
            "app/actions/held.ts",
            """
            class Lazy { constructor(private readonly key: string) {} get value() {
              let end = 'ended without an error';
              try {
                setTimeout(() => drift(t.cache.set(`${this.key} begun`, 1)), 0);
                return drift(new Promise(() => {}));
              } catch (e) { end = `ended ${e.name}`; throw e; } finally { drift(new Promise((done) => setTimeout(done, 1))); drift(t.cache.set(`${this.key} end`, end)); }
            } }
            export default (req) => new Lazy(req.query.key).value;
            """,
            "app/actions/told.ts",
            "export default (req) => drift(['begun', 'end'].map((what) => t.cache.get(`${req.query.key} ${what}`))).join();");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private AppServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = serve(folder, 120_000);
    }

    private static AppServer serve(Path folder, int wallMs) throws Exception {
        Map<String, String> files = new LinkedHashMap<>(FILES);
        files.put("titan.config.json", "{\"workers\": 1, \"limits\": {\"wallMs\": " + wallMs + "}}");
        return new AppServer(folder, files, RuntimeListener.NONE);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String get(AppServer from, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(from.url(path))).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private String told(AppServer by, String key) throws Exception {
        return get(by, "/actions/told?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private void awaitTold(AppServer by, String key, String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String told = told(by, key);
        while (!told.equals(expected) && System.nanoTime() - end < 0) {
            told = told(by, key);
        }
        assertEquals(expected, told, key);
    }

    private void awaitTold(String key, String expected) throws Exception {
        awaitTold(server, key, expected);
    }

    private static String ending(String kind, String name) {
        String end = ENDS.get(kind);
        return end.equals("ended") ? "1,ended " + name : "1," + end;
    }

    private static void ask(SocketChannel client, String path) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPacketThatCancelsEndsEachDriftInAnAsyncMethod() throws Exception {
        try (PacketPeer peer = PacketPeer.webSocket(http, server.address().getPort())) {
            peer.greet(EXTENSIONS);
            int id = 0;
            for (String kind : ENDS.keySet()) {
                peer.send(++id, CALL, "0x94", "waits", "one", kind, "packet " + kind);
            }
            for (String kind : ENDS.keySet()) {
                awaitTold("packet " + kind, "1,");
            }
            for (int i = 1; i <= id; i++) {
                peer.send(1000 + i, CANCEL, "0x%02x".formatted(i));
                // The second finds nothing to cancel.
                peer.send(2000 + i, CANCEL, "0x%02x".formatted(i));
            }
            for (String kind : ENDS.keySet()) {
                awaitTold("packet " + kind, ending(kind, "AbortError"));
            }
        }
    }

    @Test
    void clientsThatVanishEndEachDriftInAnAsyncAction() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (String kind : ENDS.keySet()) {
                SocketChannel client = SocketChannel.open(server.address());
                clients.add(client);
                ask(client, "/actions/waits?kind=" + kind + "&key=gone" + kind);
            }
            for (String kind : ENDS.keySet()) {
                awaitTold("gone" + kind, "1,");
            }
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
        for (String kind : ENDS.keySet()) {
            awaitTold("gone" + kind, ending(kind, "AbortError"));
        }
    }

    /** Where code may hold its thread, an invocation has an isolate to itself: one after the other. */
    @Test
    void aClientThatVanishesEndsEachDriftInAnAsyncFunctionThatIsDriven() throws Exception {
        for (String kind :
                List.of("promise", "all", "helper", "then", "generator", "together", "plainAwait", "caught")) {
            try (SocketChannel client = SocketChannel.open(server.address())) {
                ask(client, "/actions/driven?kind=" + kind + "&key=driven" + kind);
                awaitTold("driven" + kind, "1,");
            }
            awaitTold("driven" + kind, ending(kind, "AbortError"));
        }
    }

    @Test
    void aDriftThatHoldsItsThreadEndsAndItsFinallyMayDrift() throws Exception {
        try (SocketChannel client = SocketChannel.open(server.address())) {
            ask(client, "/actions/held?key=held");
            awaitTold("held", "1,");
        }
        awaitTold("held", "1,ended AbortError");
    }

    @Test
    void aStreamThatIsCancelledEndsTheDriftThatItsGeneratorWaitsFor() throws Exception {
        try (PacketPeer peer = PacketPeer.webSocket(http, server.address().getPort())) {
            peer.greet(EXTENSIONS);
            peer.send(1, CALL, "0x93", "waits", "stream", "stream");
            awaitTold("stream", "1,");
        }
        awaitTold("stream", "1,ended AbortError");
    }

    @Test
    void aDeadlineEndsEachDriftInAnAsyncMethod() throws Exception {
        List<String> left = new ArrayList<>(ENDS.keySet());
        // Long enough for a call to begin to wait; where it was not, once more with longer.
        for (int limit = 1_000; !left.isEmpty(); limit *= 2) {
            assertTrue(limit <= 32_000, "not begun within " + limit / 2 + " ms: " + left);
            try (PacketPeer peer = PacketPeer.webSocket(http, server.address().getPort())) {
                peer.greet(EXTENSIONS);
                int id = 0;
                for (String kind : left) {
                    peer.send(++id, 0x4a, "0x91", "0xcd%04x".formatted(limit));
                    peer.send(id, CALL, "0x94", "waits", "one", kind, limit + " " + kind);
                }
                while (id-- > 0) {
                    String late = peer.next();
                    assertTrue(
                            late.contains(HexFormat.of().formatHex("TimeoutError".getBytes(StandardCharsets.UTF_8))),
                            late);
                }
            }
            left = endings(server, left, limit + " ");
        }
    }

    @Test
    void theTimeOfARequestEndsEachDriftInAnAsyncAction(@TempDir Path folder) throws Exception {
        try (AppServer hurried = serve(folder, 4_000)) {
            List<String> left = new ArrayList<>(ENDS.keySet());
            for (int round = 0; !left.isEmpty(); round++) {
                assertTrue(round < 5, "not begun in any round: " + left);
                String prefix = "round" + round;
                List<CompletableFuture<Integer>> answers = new ArrayList<>();
                for (String kind : left) {
                    String path = "/actions/waits?kind=" + kind + "&key=" + prefix + kind;
                    HttpRequest request = HttpRequest.newBuilder(URI.create(hurried.url(path)))
                            .build();
                    answers.add(http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::statusCode));
                }
                for (CompletableFuture<Integer> answer : answers) {
                    assertEquals(504, answer.get(60, TimeUnit.SECONDS));
                }
                left = endings(hurried, left, prefix);
            }
        }
    }

    /** Waits until the calls have ended that were waiting when their time was over. @return those that were not */
    private List<String> endings(AppServer by, List<String> kinds, String prefix) throws Exception {
        List<String> late = new ArrayList<>();
        for (String kind : kinds) {
            if (told(by, prefix + kind).startsWith(",")) {
                late.add(kind);
            } else {
                awaitTold(by, prefix + kind, ending(kind, "TimeoutError"));
            }
        }
        return late;
    }
}
