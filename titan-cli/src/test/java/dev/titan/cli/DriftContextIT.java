package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a request carries across its waiting belongs to no other request, through the real server, whatever runs in the microtask before. */
@Timeout(300)
class DriftContextIT {
    /**
     * One isolate, so that all requests share the gate. Its microtasks run the code of the one that leaves first, then callbacks of the others, which begin to wait for operations
     * of their own.
     */
    private static final Map<String, String> FILES = Map.of(
            "titan.config.json",
            "{\"workers\": 1}",
            "app/actions/leaves.js",
            """
            const gate = (globalThis.gate ??= Promise.withResolvers());
            export default async () => {
              await gate.promise;
              drift(t.sleep(60000));
            };
            """,
            "app/actions/opens.js",
            "export default () => { globalThis.gate.resolve(); return 'open'; };",
            "app/actions/drifts.js",
            """
            const gate = (globalThis.gate ??= Promise.withResolvers());
            const after = {
              drifts: (id) => gate.promise.then(() => { drift(t.sleep(800)); return id; }),
              native: (id) => gate.promise.then(() => JSON.parse('[1]', (key, value) => (key === '0' ? drift(t.sleep(20)) : 0, value))).then(() => id),
              microtask: (id) => new Promise((done) => gate.promise.then(() => queueMicrotask(() => { drift(t.sleep(20)); done(id); }))),
              json: (id) => gate.promise.then(() => ({ toJSON() { drift(t.sleep(20)); return id; } })),
            };
            export default (req) => after[req.query.how](req.query.id);
            """,
            "app/actions/promises.js",
            """
            const gate = (globalThis.gate ??= Promise.withResolvers());
            const after = {
              chain: (id) => gate.promise.then(() => t.sleep(800)).then(() => id),
              caught: (id) => gate.promise.then(() => { throw 1; }).catch(() => t.sleep(800)).then(() => id),
              lastly: (id) => gate.promise.finally(() => t.sleep(800)).then(() => id),
              bound: (id) => gate.promise.then(function () { return t.sleep(800).then(() => this.id); }.bind({ id })),
              all: (id) => Promise.all([gate.promise.then(() => t.sleep(800)), t.sleep(1)]).then(() => id),
              nested: async (id) => { await gate.promise.then(async () => { await null; await t.sleep(800); }); return id; },
            };
            export default (req) => after[req.query.how](req.query.id);
            """,
            "app/actions/shares.js",
            """
            const gate = Promise.withResolvers();
            const reject = (reason) => Promise.reject(new Error(reason));
            let shared;
            const name = (wait) => { try { return wait(); } catch (e) { return e.name; } };
            const ways = {
              makes: () => { shared = t.sleep(60000); return drift.race([shared, gate.promise]); },
              waits: () => drift([shared]),
              givesUp: () => [
                name(() => drift.timeout(shared, 1)),
                name(() => drift.timeout({ a: [shared] }, 1)),
                name(() => drift.race([shared, Promise.resolve('first')])),
                name(() => drift.any([shared, Promise.resolve('any')])),
                name(() => drift([shared, reject('all')])),
              ].join(),
              opens: () => { gate.resolve('open'); return 'opened'; },
            };
            export default (req) => ways[req.query.how]();
            """);

    @TempDir
    Path folder;

    private final RuntimeEvents events = new RuntimeEvents();
    private AppServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new AppServer(folder, FILES, events);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestThatGoesAwayEndsNothingOfAnotherWhoseCodeRunsAfterIts() throws Exception {
        List<String> paths = List.of(
                "drifts?how=drifts",
                "drifts?how=native",
                "drifts?how=microtask",
                "drifts?how=json",
                "promises?how=chain",
                "promises?how=caught",
                "promises?how=lastly",
                "promises?how=bound",
                "promises?how=all",
                "promises?how=nested");
        try (ManyClients staying = clients(paths)) {
            ManyClients leaving = clients(List.of("leaves?"));
            leaving.askUntil(120, i -> true, () -> events.suspended.get() == 1);
            staying.askUntil(120, i -> true, () -> events.suspended.get() == 1 + paths.size());
            try (ManyClients opening = clients(List.of("opens?"))) {
                assertEquals(List.of("200 open"), opening.ask(120, i -> true));
            }
            leaving.close();
            List<String> answers = staying.ask(120, i -> true);
            for (int i = 0; i < paths.size(); i++) {
                String own = paths.get(i).endsWith("json") ? "200 \"" + i + "\"" : "200 " + i;
                assertEquals(own, answers.get(i), paths.get(i));
            }
        }
    }

    @Test
    void whoWaitsForAnOperationOfAnotherRequestCannotCancelIt() throws Exception {
        try (ManyClients making = clients(List.of("shares?how=makes"))) {
            making.askUntil(120, i -> true, () -> events.suspended.get() == 1);
            try (ManyClients waiting = clients(List.of("shares?how=waits"))) {
                waiting.askUntil(120, i -> true, () -> events.suspended.get() == 2);
            }
            try (ManyClients others = clients(List.of("shares?how=givesUp"))) {
                assertEquals(List.of("200 TimeoutError,TimeoutError,first,any,Error"), others.ask(120, i -> true));
            }
            try (ManyClients opening = clients(List.of("shares?how=opens"))) {
                assertEquals(List.of("200 opened"), opening.ask(120, i -> true));
            }
            assertEquals(List.of("200 open"), making.ask(120, i -> true));
        }
    }

    private ManyClients clients(List<String> paths) throws IOException {
        return new ManyClients(
                server.address(),
                IntStream.range(0, paths.size())
                        .mapToObj(i -> "/actions/" + paths.get(i) + "&id=" + i)
                        .toList());
    }
}
