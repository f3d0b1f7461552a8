package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in app/services, through the real server. */
@Timeout(60)
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
    void hooksDriftAndAwaitBeforeThePortOpensAndEndInReverseWhenItCloses() throws Exception {
        Path log = folder.resolve("log.txt");
        AppServer server = serve(
                "app/services/hooks.ts",
                """
                import { Injectable } from 'titan';
                const note = (what: string) => drift(t.db.exec('INSERT INTO notes (what) VALUES (?)', [what]));
                @Injectable()
                export class First {
                  ready = false;
                  onInit() { drift(t.sleep(5)); drift(t.db.exec('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, what TEXT)')); note('First init'); this.ready = true; }
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
                "export default () => drift(t.db.query('SELECT what FROM notes ORDER BY id')).map((row) => row.what).filter((what) => what.startsWith('Second'));");
        assertTrue(get(server, "/actions/notes").contains("\"Second start\""));
        assertEquals(0, Files.exists(log) ? 1 : 0);
        assertTrue(server.stop());
        server.close();
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
}
