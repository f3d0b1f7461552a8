package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around a drift, and drifts where nobody expects them, through the real server: those beside them notice nothing. */
@Timeout(300)
class DriftTroubleIT extends ActionsScenario {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("plain", "export default (req) => { drift(t.sleep(20)); return req.query.id; };"),
            Map.entry("deep", """
                    const down = (n, id) => n === 0 ? (drift(t.sleep(5)), id) : down(n - 1, id);
                    export default (req) => down(1000, req.query.id);
                    """),
            Map.entry("sorts", """
                    export default (req) => {
                      const { id } = req.query;
                      const list = [5, 3, 9, 1].sort((a, b) => { drift(t.sleep(1)); return a - b; });
                      return id + list.join();
                    };
                    """),
            Map.entry("getter", """
                    class Lazy { constructor(id) { this.id = id; } get value() { drift(t.sleep(2)); return this.id; } }
                    export default (req) => new Lazy(req.query.id).value;
                    """),
            Map.entry("promising-getter", """
                    const soon = async (value) => { await t.sleep(2); return value; };
                    class Lazy { constructor(id) { this.id = id; } get value() { return drift(soon(this.id)); } }
                    export default (req) => { drift(soon(1)); return new Lazy(req.query.id).value; };
                    """),
            Map.entry("to-json", """
                    export default (req) => JSON.stringify({ toJSON() { drift(t.sleep(2)); return req.query.id; } });
                    """),
            Map.entry("race", """
                    export default async (req) => {
                      const first = await Promise.race([t.sleep(1).then(() => req.query.id), t.sleep(5000)]);
                      return drift.race([t.sleep(3000), t.sleep(1).then(() => first)]);
                    };
                    """),
            Map.entry("timer", """
                    export default (req) => drift(new Promise((resolve) => {
                      setTimeout(() => { drift(t.sleep(2)); resolve(req.query.id); }, 1);
                    }));
                    """),
            Map.entry("listener", """
                    export default (req) => {
                      let seen = '';
                      const target = new EventTarget();
                      target.addEventListener('x', (event) => { drift(t.sleep(2)); seen += event.type + req.query.id; });
                      target.dispatchEvent(new Event('x'));
                      return seen;
                    };
                    """),
            Map.entry("async-places", """
                    const soon = async (x) => { await t.sleep(1); return drift(t.sleep(1)) ?? x; };
                    class Lazy {
                      constructor(x) { this.x = drift(soon(x)); }
                      get value() { return drift(soon(this.x + 1)); }
                      toJSON() { return drift(soon('json ' + this.x)); }
                      [Symbol.toPrimitive]() { return drift(soon(this.x * 2)); }
                    }
                    class Base { name(x) { return 'base ' + x; } }
                    class Service extends Base {
                      async run(log, x = drift(t.sleep(1)) ?? 'default') {
                        await t.sleep(1);
                        log.push(super.name(x) + arguments.length);
                        const each = async (y) => { await null; return super.name(y) + this.constructor.name + new Lazy(y).value; };
                        try {
                          await (async () => { await t.sleep(1); throw new Lazy('thrown').x; })();
                        } catch (reason) {
                          log.push(reason);
                        } finally {
                          log.push(await soon('finally'));
                        }
                        return [await each(1), ...(await Promise.all([each(2), each(3)]))];
                      }
                    }
                    function* pages() { yield drift(soon(1)); yield drift(soon(2)); }
                    export default async function main(req) {
                      await null;
                      const log = [];
                      const lazy = new Lazy(await soon(1));
                      log.push(JSON.stringify(lazy));
                      for (var x of [...pages()]) log.push(x + (await soon(1)));
                      return [req.query.id, lazy.value, +lazy, ...(await new Service().run(log)), x, main.length, main.name, ...log].join();
                    }
                    """),
            Map.entry("callback-getter", """
                    class Lazy { get value() { return drift(Promise.resolve(1)); } }
                    const read = () => { try { return new Lazy().value; } catch (e) { return e.name + ': ' + e.message; } };
                    export default () => t.sleep(1).then(read);
                    """),
            Map.entry("loop", "export default () => { drift(t.sleep(1)); for (;;); };"),
            Map.entry("never-parked", """
                    class Never { get value() { return drift(new Promise(() => {})); } }
                    export default () => { drift(t.sleep(1)); return new Never().value; };
                    """),
            Map.entry("hoards", """
                    export default () => {
                      drift(t.sleep(1));
                      const all = [];
                      for (;;) all.push(new Array(1000).fill(Math.random()));
                    };
                    """));

    DriftTroubleIT() {
        super(ACTIONS);
    }

    @Test
    void driftsOfEveryKindBesideOneAnotherGiveEachItsOwnAnswer() throws Exception {
        serve("{\"workers\": 2}");
        Map<String, String> kinds = Map.of(
                "plain", "%d",
                "deep", "%d",
                "sorts", "%d1,3,5,9",
                "getter", "%d",
                "promising-getter", "%d",
                "to-json", "\"%d\"",
                "race", "%d",
                "timer", "%d",
                "listener", "x%d");
        List<String> names = new ArrayList<>();
        for (String name : kinds.keySet().stream().sorted().toList()) {
            names.addAll(Collections.nCopies(20, name));
        }
        Collections.shuffle(names, new Random(1));
        List<String> paths = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            paths.add("/actions/" + names.get(i) + "?id=" + i);
            expected.add("200 " + String.format(kinds.get(names.get(i)), i));
        }
        assertEquals(expected, ask(paths));
    }

    @Test
    void asyncCodeWaitsForPromisesWhereItHoldsItsThread() throws Exception {
        serve("{\"workers\": 2}");
        List<String> paths = IntStream.range(0, 10)
                .mapToObj(i -> "/actions/async-places?id=" + i)
                .toList();
        List<String> expected = IntStream.range(0, 10)
                .mapToObj(
                        i -> "200 " + i
                                + ",2,2,base 1Service2,base 2Service3,base 3Service4,2,1,main,\"json 1\",2,3,base default1,thrown,finally")
                .toList();
        assertEquals(expected, ask(paths));
    }

    @Test
    void aPromiseThatCannotBeWaitedForSaysSo() throws Exception {
        serve("{\"workers\": 1}");
        String answer = ask(List.of("/actions/callback-getter")).get(0);
        assertTrue(answer.startsWith("200 TypeError: drift() of a promise within async code"), answer);
    }

    @Test
    void anEndlessLoopAfterADriftEndsThatRequestAlone() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"cpuMs\": 500}}");
        List<String> paths = new ArrayList<>(plain(20));
        paths.add(10, "/actions/loop");
        List<String> answers = new ArrayList<>(ask(paths));
        assertTrue(answers.remove(10).startsWith("503 {"));
        assertEquals(ids(20), answers);
        assertEquals(0, events.replaced.get());
    }

    @Test
    void aThreadThatWaitsForAPromiseWithoutEndIsFreeAgainAfterTheDeadline() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"wallMs\": 5000}}");
        List<String> paths = new ArrayList<>(plain(20));
        paths.add(10, "/actions/never-parked");
        paths.add(15, "/actions/never-parked");
        List<String> answers = new ArrayList<>(ask(paths));
        assertTrue(answers.remove(15).startsWith("504 {"));
        assertTrue(answers.remove(10).startsWith("504 {"));
        assertEquals(ids(20), answers);
        assertEquals(ids(20), ask(plain(20)));
    }

    @Test
    void anExhaustedHeapFailsWhatIsSuspendedInItAndNothingElse() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"heapMb\": 64}}");
        List<String> paths = new ArrayList<>(plain(20));
        paths.add(10, "/actions/hoards");
        List<String> answers = new ArrayList<>(ask(paths));
        assertTrue(answers.remove(10).startsWith("503 {"));
        for (int i = 0; i < answers.size(); i++) {
            assertTrue(answers.get(i).equals("200 " + i) || answers.get(i).startsWith("503 {"), answers.get(i));
        }
        assertEquals(ids(20), ask(plain(20)));
        assertEquals(1, events.replaced.get());
    }

    @Test
    void aReloadLeavesWhatIsSuspendedToItsOwnGeneration() throws Exception {
        serve("{\"workers\": 2}");
        List<String> slow = IntStream.range(0, 50)
                .mapToObj(i -> "/actions/generation?id=" + i)
                .toList();
        String generation = "export default (req) => { drift(t.sleep(%s)); return '%s ' + req.query.id; };";
        server.reload(Map.of("app/actions/generation.js", String.format(generation, "1500", "old")));
        try (ManyClients old = new ManyClients(server.address(), slow)) {
            old.askUntil(120, i -> true, () -> events.suspended.get() == 50);
            server.reload(Map.of("app/actions/generation.js", String.format(generation, "1", "new")));
            assertEquals(IntStream.range(0, 50).mapToObj(i -> "200 new " + i).toList(), ask(slow));
            assertEquals(IntStream.range(0, 50).mapToObj(i -> "200 old " + i).toList(), old.ask(120, i -> true));
        }
    }

    private List<String> ask(List<String> paths) throws IOException {
        try (ManyClients clients = new ManyClients(server.address(), paths)) {
            return clients.ask(120, i -> true);
        }
    }

    private static List<String> plain(int count) {
        return IntStream.range(0, count).mapToObj(i -> "/actions/plain?id=" + i).toList();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "200 " + i).toList();
    }
}
