package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.Invocation;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in app/services, through the real server. */
@Timeout(300)
class ServicesIT {
    private static final String ONE_WORKER = "{\"workers\": 1}";

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("titan.config.json", ONE_WORKER);
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private AppServer serve(String... namesAndTexts) throws Exception {
        return new AppServer(folder, files(namesAndTexts), RuntimeListener.NONE);
    }

    private String get(AppServer server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(server.url(path))).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void anActionGetsTheVeryClassAndTheVeryInstanceOfTheContainer() throws Exception {
        try (AppServer server =
                serve("app/services/orders.ts", """
                import { Service, Public } from 'titan';
                import { Numbers } from './numbers';
                @Service('orders@1.0.0')
                export class OrdersService {
                  constructor(readonly numbers: Numbers) {}
                  @Public() next() { drift(t.sleep(1)); return this.numbers.next(); }
                }
                """, "app/services/numbers.ts", """
                export class Numbers {
                  made = (globalThis.made = (globalThis.made ?? 0) + 1);
                  #last = 0;
                  next() { return ++this.#last; }
                }
                """, "app/actions/next.ts", """
                import { inject } from 'titan';
                import { OrdersService } from '../services/orders';
                import { Numbers } from '../services/numbers';
                const early = inject(OrdersService);
                export default async () => {
                  const orders = inject(OrdersService);
                  return [orders instanceof OrdersService, orders === early, orders.numbers === inject(Numbers), await orders.next() > 0, orders.numbers.made];
                };
                """)) {
            for (int i = 0; i < 3; i++) {
                assertEquals("[true,true,true,true,1]", get(server, "/actions/next"));
            }
        }
    }

    @Test
    void aClassThatNothingNeedsIsMadeOnceWhenAnActionAsksForIt() throws Exception {
        try (AppServer server = serve("app/services/late.ts", """
                import { Injectable, Logger } from 'titan';
                export const made: string[] = [];
                export class Zone { constructor() { made.push('Zone'); } }
                @Injectable() export class Early { constructor() { made.push('Early'); } }
                export class Clock { constructor(readonly zone: Zone, readonly early: Early, readonly logger: Logger) { made.push('Clock'); } }
                export class Ring { constructor(readonly other: Other) {} }
                export class Other { constructor(readonly ring: Ring) {} }
                export class Text { constructor(readonly text: string) {} }
                """, "app/actions/late.ts", """
                import { inject } from 'titan';
                import { Clock, Early, made, Ring, Text, Zone } from '../services/late';
                const told = (type: any) => { try { inject(type); return ''; } catch (e) { return e.code; } };
                export default () => {
                  const before = made.join();
                  const clock = inject(Clock);
                  return [before, made.join(), clock === inject(Clock), clock.zone === inject(Zone), clock.early === inject(Early), told(Ring), told(Text)];
                };
                """)) {
            assertEquals(
                    "[\"Early\",\"Early,Zone,Clock\",true,true,true,\"CYCLE\",\"NO_TOKEN\"]",
                    get(server, "/actions/late"));
        }
    }

    @Test
    void anActionSuspendsInAMethodOfAServiceAndHoldsNoThread() throws Exception {
        AtomicInteger held = new AtomicInteger();
        RuntimeListener parks = new RuntimeListener() {
            @Override
            public void parked(Invocation invocation) {
                held.incrementAndGet();
            }
        };
        try (AppServer server = new AppServer(
                folder,
                files(
                        "app/services/slow.ts",
                        "import { Service } from 'titan'; @Service('slow') export class Slow { wait() { drift(t.sleep(5)); return 'waited'; } } export const helper = () => { drift(t.sleep(5)); return 'helped'; };",
                        "app/actions/slow.ts",
                        "import { inject } from 'titan'; import { Slow, helper } from '../services/slow'; export default () => inject(Slow).wait() + helper();"),
                parks)) {
            assertEquals("waitedhelped", get(server, "/actions/slow"));
            assertEquals(0, held.get());
        }
    }

    @Test
    void hooksDriftAndAwaitBeforeThePortOpensAndEndInReverseWhenItCloses() throws Exception {
        AppServer server = serve(
                "app/services/hooks.ts",
                """
                import { Injectable } from 'titan';
                const note = (what: string) => drift(t.db.exec('INSERT INTO notes (what) VALUES (?)', [what]));
                @Injectable()
                export class First {
                  ready = false;
                  onInit() { drift(t.sleep(5)); drift(t.db.exec('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, what TEXT)')); this.ready = true; note('First init'); }
                  async onStop() { await t.sleep(1); note('First stop'); }
                }
                @Injectable()
                export class Second {
                  constructor(private first: First) {}
                  async onInit() { await t.sleep(1); note(`Second init ${this.first.ready}`); }
                  onStart() { note('Second start'); }
                  onStop() { note('Second stop'); }
                }
                """,
                "app/actions/notes.ts",
                "export default () => drift(t.db.query('SELECT what FROM notes ORDER BY id')).map((row) => row.what);");
        String started = get(server, "/actions/notes");
        assertTrue(started.contains("[\"First init\"") && started.contains("\"Second start\""), started);
        assertTrue(started.contains("\"Second init true\"") && !started.contains("stop"), started);
        assertTrue(server.stop());
        server.close();
        Files.delete(folder.resolve("app/services/hooks.ts"));
        try (AppServer after = serve()) {
            String all = get(after, "/actions/notes");
            // Two workers: one for the thread that reads requests, one aside.
            assertTrue(all.indexOf("\"Second stop\"") > 0, all);
            assertTrue(all.indexOf("\"Second stop\"") < all.indexOf("\"First stop\""), all);
            assertEquals(2, all.split("\"First stop\"", -1).length - 1, all);
        }
    }

    @Test
    void aReloadThatLeavesTheServicesAsTheyWereKeepsTheirInstancesAndAnotherOneMakesThemAnew() throws Exception {
        String service =
                "import { Service } from 'titan'; globalThis.made ??= 0; @Service('count') export class Count { id = ++globalThis.made; version = 1; }";
        String action =
                "import { inject } from 'titan'; import { Count } from '../services/count'; export default () => { const c = inject(Count); return [c.id, c.version, c instanceof Count, 1]; };";
        try (AppServer server = serve("app/services/count.ts", service, "app/actions/count.ts", action)) {
            assertEquals("[1,1,true,1]", get(server, "/actions/count"));
            server.reload(Map.of("app/actions/count.ts", action.replace(", 1]", ", 2]")));
            assertEquals("[1,1,true,2]", get(server, "/actions/count"));
            server.reload(Map.of("app/services/count.ts", service.replace("version = 1", "version = 2")));
            assertEquals("[2,2,true,2]", get(server, "/actions/count"));
        }
    }

    @Test
    void aFailingHookEndsTheStartWithProviderAndPhase() {
        LoadException failure = assertThrows(
                LoadException.class,
                () -> serve("app/services/broken.ts", """
                        import { Injectable } from 'titan';
                        @Injectable()
                        export class Pool {
                          async onInit() { await t.sleep(1); throw new RangeError('no room'); }
                        }
                        """, "app/actions/a.ts", "export default () => 1;"));
        assertEquals("the services cannot start: Pool: onInit failed: RangeError: no room", failure.getMessage());
        assertEquals("app/services/broken.ts", failure.diagnostic().location().file());
    }

    @Test
    void anAppMayHaveOnlyServices() throws Exception {
        try (AppServer server = serve(
                "app/services/alone.ts",
                "import { Service, Public } from 'titan'; @Service('alone') export class Alone { @Public() hi() { return 'hi'; } }")) {
            assertTrue(get(server, "/actions/none").contains("404"));
        }
    }

    @Test
    void theServiceOfTheMentalModelRunsAsPrinted() throws Exception {
        try (AppServer server = serve(
                "app/services/schemas.ts",
                """
                export const IdSchema = { '~standard': { version: 1 as const, vendor: 'test',
                  validate: (value: unknown) => (typeof value === 'string' && /^[0-9]+$/.test(value) ? { value } : { issues: [{ message: 'digits' }] }) } };
                """,
                "app/services/database.ts",
                """
                import { Injectable } from 'titan';
                export interface Order { id: string; asked: number }
                @Injectable()
                export class Database {
                  #asked = 0;
                  async findOrder(id: string): Promise<Order> { drift(t.sleep(1)); return { id, asked: ++this.#asked }; }
                }
                """,
                "app/services/orders.ts",
                """
                import { CacheService, Logger, Public, Service, Validate } from 'titan';
                import { Database, type Order } from './database';
                import { IdSchema } from './schemas';

                @Service('orders@1.0.0')
                export class OrdersService {
                constructor(
                private readonly db: Database, // injected
                private readonly cache: CacheService, // injected
                private readonly logger: Logger, // injected
                ) {}

                @Public()
                async findById(@Validate(IdSchema) id: string): Promise<Order> {
                this.logger.debug('findById', { id });
                return this.cache.getOrSet(`order:${id}`, () => this.db.findOrder(id));
                }
                }
                """,
                "app/actions/order.ts",
                "import { inject } from 'titan'; import { OrdersService } from '../services/orders'; export default (req) => inject(OrdersService).findById(req.query.id);")) {
            assertEquals("{\"id\":\"7\",\"asked\":1}", get(server, "/actions/order?id=7"));
            assertEquals("{\"id\":\"7\",\"asked\":1}", get(server, "/actions/order?id=7"));
        }
    }

    @Test
    void whatIsMarkedOnceRunsInOneWorkerAndTheOthersWaitForIt() throws Exception {
        try (AppServer server = serve(
                "app/services/seed.ts",
                """
                import { Injectable, Once, OnInit } from 'titan';
                @Injectable()
                export class Tables {
                  @OnInit() @Once() create() { drift(t.db.exec('CREATE TABLE runs (id INTEGER PRIMARY KEY)')); drift(t.sleep(20)); }
                }
                @Injectable()
                export class Seed {
                  constructor(tables: Tables) {}
                  count = 0;
                  @Once() async seed() { await t.sleep(20); await t.db.exec('INSERT INTO runs DEFAULT VALUES'); }
                  async onStart() { this.count = (await t.db.query('SELECT * FROM runs')).length; }
                }
                """,
                "app/actions/runs.ts",
                "import { inject } from 'titan'; import { Seed } from '../services/seed'; export default () => [drift(t.db.query('SELECT * FROM runs')).length, inject(Seed).count >= 0];")) {
            assertEquals("[1,true]", get(server, "/actions/runs"));
        }
    }

    @Test
    void aConfigurationThatDoesNotFitItsSchemaEndsTheStart() {
        LoadException failure = assertThrows(LoadException.class, () -> serve("app/services/settings.ts", """
                        import { ConfigService, Injectable } from 'titan';
                        const schema = { '~standard': { version: 1 as const, vendor: 'test', validate: () => ({ issues: [{ message: 'is missing', path: ['db', 'url'] }] }) } };
                        @Injectable() export class Settings extends ConfigService.of(schema) {}
                        """));
        assertEquals(
                "the services cannot start: Settings: constructor failed: TypeError: the configuration does not fit its schema: app.db.url: is missing",
                failure.getMessage());
    }

    @Test
    void aTraceFollowsCallsOfServicesAcrossDriftAwaitTimersAndFetch() throws Exception {
        try (AppServer server = serve(
                "titan.config.json",
                "{\"workers\": 1, \"permissions\": {\"net\": [\"127.0.0.1\"]}}",
                "app/services/traced.ts",
                """
                import { currentTrace, Public, Service } from 'titan';
                @Service('traced')
                export class Traced {
                  @Public() async ids() {
                    const ids = [currentTrace()];
                    drift(t.sleep(2)); ids.push(currentTrace());
                    await t.sleep(1); ids.push(currentTrace());
                    await new Promise((done) => setTimeout(() => { ids.push(currentTrace()); done(0); }, 1));
                    await Promise.all([1, 2].map(async () => { await null; await t.sleep(1); ids.push(currentTrace()); }));
                    return [...new Set(ids.map((each) => `${each.traceId} ${each.parentId}`))];
                  }
                }
                """,
                "app/actions/headers.ts",
                "export default (req) => req.headers.get('traceparent');",
                "app/actions/trace.ts",
                """
                import { currentTrace, createContainer } from 'titan';
                import { Traced } from '../services/traced';
                const app = createContainer([Traced]);
                export default async (req) => {
                  await app.start();
                  const { traceId, spanId, parentId } = currentTrace();
                  const [one] = await Promise.all([app.call('traced', 'ids'), app.call('traced', 'ids')]);
                  const sent = await (await t.fetch(`http://${req.headers.get('host')}/actions/headers`)).text();
                  return { parentId, one: one.length, same: one[0] === `${traceId} ${spanId}`, sent: sent === `00-${traceId}-${spanId}-01`, traceId };
                };
                """)) {
            String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/actions/trace")))
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .build();
            assertEquals(
                    "{\"parentId\":\"00f067aa0ba902b7\",\"one\":1,\"same\":true,\"sent\":true,\"traceId\":\"" + trace
                            + "\"}",
                    client.send(request, BodyHandlers.ofString()).body());
            String own = get(server, "/actions/headers");
            assertEquals("", own);
        }
    }
}
