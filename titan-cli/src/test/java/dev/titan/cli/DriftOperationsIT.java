package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations come to, several at once too, and what is said of one that is used as if it were its value; through the real server. */
@Timeout(300)
class DriftOperationsIT {
    private static final String TOGETHER = """
            const late = () => t.sleep(60000);
            const soon = (value) => ({ then: (done, failed) => t.sleep(2).then(() => done(value), failed) });
            const bad = (reason) => ({ then: (done, failed) => t.sleep(2).then(() => failed(reason)) });
            const outcome = (x) => {
              try { return ['value', drift(x) ?? null]; } catch (e) { return e instanceof Error ? [e.name, e.message] : ['reason', e]; }
            };
            const kinds = {
              all() {
                return [drift.all([soon(1), 2, [soon(3)]]), drift.all({ a: soon(1), b: { c: soon(2) } }), drift.all([]), drift.all({})];
              },
              allFails() {
                const loser = late();
                return [outcome([loser, bad('first')]), outcome(loser), outcome({ a: bad('in an object'), b: late() })];
              },
              settled() {
                return [drift.settled([soon(1), bad(2), 3]), drift.settled({ a: bad('a'), b: soon('b') }), drift.settled([])];
              },
              race() {
                const loser = late();
                return [drift.race([loser, soon('soon')]), outcome(loser), drift.race({ a: late(), b: 'plain' })];
              },
              raceFails() {
                const loser = late();
                try { return drift.race([loser, bad('bad')]); } catch (e) { return [e, outcome(loser)]; }
              },
              any() {
                const loser = late();
                return [drift.any([bad(1), soon(2), loser]), outcome(loser), drift.any([bad(1), 'plain'])];
              },
              anyFails() {
                const reasons = (shape) => { try { return drift.any(shape); } catch (e) { return [e.name, e.errors]; } };
                const second = t.sleep(20).then(() => { throw 'second'; });
                return [reasons([bad(1), bad(2)]), reasons({ a: second, b: bad('first') }), reasons([])];
              },
              timeout() {
                const loser = late();
                const over = () => { try { return drift.timeout(loser, 5); } catch (e) { return [e.name, e.message]; } };
                return [over(), outcome(loser), drift.timeout(soon('in time'), 5000), drift.timeout('plain', 1)];
              },
              timeoutOfSeveral() {
                const losers = [late(), late()];
                const over = () => { try { return drift.timeout([...losers, soon(1)], 20); } catch (e) { return e.name; } };
                return [over(), losers.map((one) => outcome(one)[0]), drift.timeout([soon(1), { a: soon(2) }], 5000)];
              },
              timers() {
                const order = [];
                const timer = (ms) => new Promise((done) => setTimeout(() => done(order.push(ms)), ms));
                drift.all([timer(400), timer(1), timer(15)]);
                return [order, drift.race([timer(60000), timer(1)]) > 0];
              },
              shared() {
                const one = t.sleep(1).then(() => ({ same: true }));
                const [a, b] = drift([one, one]);
                return [a === b, drift(one) === a];
              },
              wrong() {
                const message = (f) => { try { return f(); } catch (e) { return [e.name, e.message]; } };
                return [message(() => drift.all(1)), message(() => drift.settled()), message(() => drift.race('x')), message(() => drift.any(null)), message(() => drift.race(new Set([soon(1)]))),
                  ...['settled', 'race', 'any'].flatMap((name) => [message(() => drift[name](soon(1))), message(() => drift[name](t.sleep(1)))])];
              },
              nested() {
                const within = (depth) => { let shape = soon('deep'); for (let i = 0; i < depth; i++) shape = i % 2 ? [shape] : { in: shape }; return shape; };
                const bottom = (shape) => { while (typeof shape === 'object') shape = shape.in ?? shape[0]; return shape; };
                const refused = [1001, 20000].map((depth) => { try { return bottom(drift(within(depth))); } catch (e) { return e.name; } });
                return [bottom(drift(within(1000))), refused];
              },
            };
            class Lazy {
              constructor(f) { this.f = f; }
              get value() { return this.f(); }
            }
            export default (req) => {
              const { how, kind } = req.query;
              if (how === 'twin') return kinds[kind]();
              if (how === 'getter') return new Lazy(kinds[kind]).value;
              return (async () => { await t.sleep(1); return kinds[kind](); })();
            };
            """;

    private static final Map<String, String> OUTCOMES = new LinkedHashMap<>();

    static {
        OUTCOMES.put("all", "[[1,2,[3]],{\"a\":1,\"b\":{\"c\":2}},[],{}]");
        OUTCOMES.put("allFails", "[[\"reason\",\"first\"],[\"reason\",\"first\"],[\"reason\",\"in an object\"]]");
        OUTCOMES.put(
                "settled",
                "[[{\"status\":\"fulfilled\",\"value\":1},{\"status\":\"rejected\",\"reason\":2},{\"status\":\"fulfilled\",\"value\":3}],"
                        + "{\"a\":{\"status\":\"rejected\",\"reason\":\"a\"},\"b\":{\"status\":\"fulfilled\",\"value\":\"b\"}},[]]");
        OUTCOMES.put("race", "[\"soon\",[\"AbortError\",\"Another operation was first\"],\"plain\"]");
        OUTCOMES.put("raceFails", "[\"bad\",[\"AbortError\",\"Another operation was first\"]]");
        OUTCOMES.put("any", "[2,[\"AbortError\",\"Another operation was first\"],\"plain\"]");
        OUTCOMES.put(
                "anyFails",
                "[[\"AggregateError\",[1,2]],[\"AggregateError\",[\"second\",\"first\"]],[\"AggregateError\",[]]]");
        OUTCOMES.put(
                "timeout",
                "[[\"TimeoutError\",\"The operation took longer than 5 ms\"],[\"TimeoutError\",\"The operation took longer than 5 ms\"],\"in time\",\"plain\"]");
        OUTCOMES.put("timeoutOfSeveral", "[\"TimeoutError\",[\"TimeoutError\",\"TimeoutError\"],[1,{\"a\":2}]]");
        OUTCOMES.put("timers", "[[1,15,400,1],true]");
        OUTCOMES.put("shared", "[true,true]");
        OUTCOMES.put(
                "wrong",
                "[[\"TypeError\",\"drift.all() takes an array or an object of operations\"],[\"TypeError\",\"drift.settled() takes an array or an object of operations\"],"
                        + "[\"TypeError\",\"drift.race() takes an array or an object of operations\"],[\"TypeError\",\"drift.any() takes an array or an object of operations\"],"
                        + "[\"TypeError\",\"drift.race() takes an array or an object of operations\"],"
                        + "[\"TypeError\",\"drift.settled() takes an array or an object of operations\"],[\"TypeError\",\"drift.settled() takes an array or an object of operations\"],"
                        + "[\"TypeError\",\"drift.race() takes an array or an object of operations\"],[\"TypeError\",\"drift.race() takes an array or an object of operations\"],"
                        + "[\"TypeError\",\"drift.any() takes an array or an object of operations\"],[\"TypeError\",\"drift.any() takes an array or an object of operations\"]]");
        OUTCOMES.put("nested", "[\"deep\",[\"RangeError\",\"RangeError\"]]");
    }

    /** Each line uses an operation in a way of its own; the place of that use is where its comment says. */
    private static final String MISUSES = """
            type Loose = any;
            const uses: Record<string, (o: Loose) => unknown> = {
              read: (o) => o.status, // 18
              call: (o) => o.json(), // 18
              spread: (o) => [...o], // 22
              spreadInAnObject: (o) => ({ ...o }), // 29
              destructure: (o) => { const { a } = o; return a; }, // 33
              iterate: (o) => { for (const x of o) return x; }, // 37
              compute: (o) => o + 1, // 19
              negate: (o) => -o, // 18
              compare: (o) => o < 2, // 19
              compareLoosely: (o) => o == 'x', // 26
              template: (o) => `${o}`, // 20
              key: (o) => ({})[o], // 17
              stringify: (o) => JSON.stringify({ o }), // 26
              text: (o) => String(o), // 16
              has: (o) => 'a' in o, // 15
              set: (o) => { o.a = 1; }, // 19
              remove: (o) => delete o.a, // 18
              keys: (o) => Object.keys(o), // 23
              instance: (o) => o instanceof Error, // 20
              nested: (o) => [1].map((x) => o.name + x)[0], // 35
              own: (o) => Object.assign({}, o), // 22
            };
            export default defineAction((req) => {
              const said: Record<string, string> = {};
              for (const [name, use] of Object.entries(uses)) {
                drift(t.sleep(0));
                try { use(name === 'read' ? t.fetch('http://a/') : t.sleep(1)); said[name] = 'nothing'; } catch (e) { said[name] = (e as Error).message; }
              }
              return said;
            });
            """;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static AppServer server;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        server = new AppServer(
                folder,
                Map.of(
                        "titan.config.json", "{\"workers\": 2}",
                        "app/actions/together.js", TOGETHER,
                        "app/actions/misuses.ts", MISUSES,
                        "package.json", "{\"dependencies\": {\"chunked\": \"1.0.0\"}}",
                        "node_modules/chunked/package.json",
                                "{\"name\": \"chunked\", \"version\": \"1.0.0\", \"main\": \"lib/index.js\"}",
                        "node_modules/chunked/lib/index.js", """
                                'use strict';
                                var each = require('./each');
                                function Chunks(list, size) { this.list = list; this.size = size; }
                                Chunks.prototype.map = function (callback) {
                                  var self = this, results = [];
                                  each(this.list, function (item, index) {
                                    if (index % self.size === 0) results.push([]);
                                    results[results.length - 1].push(callback.call(self, item, index));
                                  });
                                  return results;
                                };
                                exports.chunks = function chunks(list, size) { return new Chunks(list, size); };
                                """,
                        "node_modules/chunked/lib/each.js", """
                                module.exports = function each(list, visit) {
                                  var i = -1;
                                  try { while (++i < list.length) visit(list[i], i); } finally { each.calls = (each.calls || 0) + 1; }
                                };
                                """,
                        "app/actions/npm.ts", """
                                import { chunks } from 'chunked';
                                export default defineAction((req) => chunks([1, 2, 3], 2).map(function (this: { size: number }, x: number) {
                                  drift(t.sleep(Math.random() * 3));
                                  return req.query.id + x * this.size;
                                }));
                                """),
                new RuntimeEvents());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"twin", "getter", "async"})
    void severalAtOnceComeToWhatTheReferenceSays(String how) throws Exception {
        for (Map.Entry<String, String> kind : OUTCOMES.entrySet()) {
            assertEquals(
                    kind.getValue(), get("/actions/together?how=" + how + "&kind=" + kind.getKey()), kind.getKey());
        }
    }

    @Test
    void anOperationUsedAsItsValueNamesTheCallAndThePlace() throws Exception {
        Map<?, ?> said = new ObjectMapper().readValue(get("/actions/misuses"), Map.class);
        List<String> lines = MISUSES.lines().toList();
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" // ")) {
                String name = lines.get(i).strip().split(":")[0];
                String column = lines.get(i).substring(lines.get(i).indexOf(" // ") + 4);
                String call = name.equals("read") ? "t.fetch" : "t.sleep";
                expected.put(
                        name,
                        call + "() was used without drift() at misuses.ts:" + (i + 1) + ":" + column + "; write drift("
                                + call + "(…)) or await it");
            }
        }
        assertEquals(expected, new LinkedHashMap<>(said));
    }

    @Test
    void codeOfAPackageIsSuspendedAsTheAuthorsOwn() throws Exception {
        assertEquals("[[\"a2\",\"a4\"],[\"a6\"]]", get("/actions/npm?id=a"));
    }

    private static String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url(path))).build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
