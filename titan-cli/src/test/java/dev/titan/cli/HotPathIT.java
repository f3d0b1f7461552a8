package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.client.TitanClient;
import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a call by a client has done for it: a look for the service, one for the method, its schemas, its body; nothing that the container, the lifecycle or the event bus does at the start. */
@Timeout(300)
class HotPathIT {
    private static final int CALLS = 10_000;
    private static final int AT_ONCE = 250;

    /** Each call answers with what has been counted in its isolate so far. */
    private static final String COUNTING = """
            import { EventBus, Injectable, Logger, Module, Public, Service, Validate, Inject } from 'titan';
            const isolate = t.id.uuid();
            const counts = { made: 0, hooks: 0, events: 0, compiled: 0, checked: 0, lookups: 0 };
            const { get } = Map.prototype;
            Map.prototype.get = function (key) { counts.lookups++; return get.call(this, key); };
            const { emit } = EventBus.prototype;
            EventBus.prototype.emit = function (...args) { counts.events++; return emit.apply(this, args); };
            t.events.on('**', () => { counts.events++; }, { everyWorker: true });

            const schema = (validate: (value: unknown) => unknown) => ({
              get '~standard'() {
                counts.compiled++;
                return { version: 1 as const, vendor: 'test', validate: (value: unknown) => ({ value: validate(value) }) };
              },
            });
            class Counted {
              constructor() { counts.made++; }
              onInit() { counts.hooks++; }
              onStart() { counts.hooks++; }
              onStop() { counts.hooks++; }
            }
            @Injectable() class Prices extends Counted { of(n: number) { return n * 2; } }
            @Injectable({ scope: 'transient' }) class Each { constructor() { counts.made++; } }

            @Service('counting@1.0.0')
            export class Counting {
              constructor(private readonly prices: Prices, each: Each, @Inject('rate') readonly rate: number, events: EventBus, logger: Logger) { counts.made++; }
              onStart() { counts.hooks++; }
              @Public() @Validate({ input: schema((n) => { counts.checked++; return n; }), output: schema((value) => value) })
              async price(n: number) { return { isolate, price: this.prices.of(n) * this.rate, ...counts }; }
            }
            @Module({ providers: [Counting, Prices, Each, { provide: 'rate', useFactory: () => { counts.made++; return 3; } }] })
            export class Root {}
            """;

    record Counts(String isolate, int price, int made, int hooks, int events, int compiled, int checked, int lookups) {}

    interface Counting {
        CompletionStage<Counts> price(int n);
    }

    @TempDir
    Path folder;

    @Test
    void neitherContainerNorLifecycleNorEventBusHaveAPartInACall() throws Exception {
        Map<String, String> files =
                Map.of("app/services/counting.ts", COUNTING, "titan.config.json", "{\"workers\": 1}");
        try (AppServer server = new AppServer(folder, files, RuntimeListener.NONE);
                TitanClient client = TitanClient.builder(
                                URI.create("ws://127.0.0.1:" + server.address().getPort()))
                        .connect()) {
            Counting counting = client.service("counting@1.0.0", Counting.class);
            Map<String, Counts> first = new HashMap<>();
            for (int from = 0; from < CALLS; from += AT_ONCE) {
                List<CompletableFuture<Counts>> calls = new ArrayList<>();
                for (int i = from; i < from + AT_ONCE; i++) {
                    calls.add(counting.price(i).toCompletableFuture());
                }
                for (int i = from; i < from + AT_ONCE; i++) {
                    Counts now = calls.get(i - from).get(60, TimeUnit.SECONDS);
                    assertEquals(i * 6, now.price());
                    assertUnmoved(first.putIfAbsent(now.isolate(), now), now);
                }
            }
            for (Counts each : first.values()) {
                // Prices, Each, what the factory gives, Counting; the hooks of Prices and of Counting.
                assertEquals(4, each.made());
                assertEquals(3, each.hooks());
                assertEquals(0, each.events());
            }
        }
    }

    /** @param before what the first call in that isolate has seen, null for that one itself */
    private static void assertUnmoved(@Nullable Counts before, Counts now) {
        if (before != null) {
            // Of the service, and of its method.
            assertEquals(2 * (now.checked() - before.checked()), now.lookups() - before.lookups());
            assertEquals(at(before), at(now));
        }
    }

    private static String at(Counts counts) {
        return counts.made() + " made, " + counts.hooks() + " hooks, " + counts.events() + " events, "
                + counts.compiled() + " compiled";
    }
}
