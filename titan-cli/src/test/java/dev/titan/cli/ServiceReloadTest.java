package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that are saved while requests on the version before go on. */
@Timeout(100)
class ServiceReloadTest extends ReloadScenario {
    private static final String SERVICE = """
            import { EventBus, Injectable } from 'titan';
            @Injectable() export class Ear {
              constructor(private readonly bus: EventBus) {}
              onStart() { this.bus.on('said', (what: number) => void drift(t.cache.set('one', what))); }
            }
            """;

    @Test
    void eventsAreHeardByTheNewVersionAloneThoughARequestHoldsTheOldOne() throws Exception {
        save("app/services/ear.ts", SERVICE);
        save(
                "app/actions/say.ts",
                "export default defineAction((req) => { drift(t.events.emit('said', +req.query.what)); });\n");
        save(
                "app/actions/heard.ts",
                "export default defineAction((req) => String(drift(t.cache.get(req.query.by))));\n");
        save(
                "app/actions/hold.ts",
                "export default defineAction(async function* () { for (;;) { yield '.'; drift(t.sleep(50)); } });\n");
        start();
        HttpRequest hold =
                HttpRequest.newBuilder(URI.create(url + "actions/hold")).build();
        try (InputStream held = client.send(hold, BodyHandlers.ofInputStream()).body()) {
            assertEquals('.', held.read());
            say(1, "one");
            save(
                    "app/services/ear.ts",
                    "// A line more: each handler is known by its place.\n" + SERVICE.replace("one", "two"));
            dev.awaitLine(RELOADED);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            int what = 2;
            do {
                assertTrue(System.nanoTime() < until, "the old version still hears");
                say(what, "two");
                say(what + 1, "two");
                what += 2;
            } while (Integer.parseInt(get("actions/heard?by=one")) >= what - 2);
            assertEquals('.', held.read());
        }
    }

    /** Lets an event happen and waits until it was heard. */
    private void say(int what, String by) throws Exception {
        get("actions/say?what=" + what);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!get("actions/heard?by=" + by).equals(String.valueOf(what))) {
            assertTrue(System.nanoTime() < until, what + " is not heard by " + by);
        }
    }
}
