package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an author sees of t.cache in one process. */
class CacheTest {
    private static final String HELP =
            "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return e.name + ': ' + e.message } };";

    private static TestRuntime app(int workers, UnaryOperator<StoreSettings> stores, String... bodies)
            throws LoadException {
        String[] modules = new String[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            modules[i] = HELP + "export default defineAction(async (req) => {" + bodies[i] + "})";
        }
        return new TestRuntime(workers, config -> config.withStores(stores.apply(config.stores())), modules);
    }

    private static String run(String body) throws Exception {
        try (TestRuntime app = app(1, stores -> stores, body)) {
            return app.text(0);
        }
    }

    private static UnaryOperator<StoreSettings> limits(int entries, long bytes, long valueBytes, int ttlSeconds) {
        return stores -> new StoreSettings(
                new TitanConfig.Cache(entries, bytes, valueBytes, ttlSeconds), stores.redis(), stores.tasks());
    }

    @Test
    void whatIsSetIsThereUntilItIsDeletedOrItsTimeIsOver() throws Exception {
        assertEquals(
                "[null,false,{\"a\":[1,\"x\",null]},true,true,false,null,null,true,null,null]",
                run(
                        "const { cache } = t; const before = await cache.get('k'), had = await cache.has('k'); await cache.set('k', {a: [1, 'x', null]}); const v = await cache.get('k'), has = await cache.has('k');"
                                + "const gone = await cache.delete('k'), again = await cache.delete('k'); const after = await cache.get('k'); await cache.set('n', null, 60); const n = await cache.get('n'), hasNull = await cache.has('n');"
                                + "await cache.set('short', 1, {ttl: 0.02}); while (await cache.has('short')) await t.sleep(5); await cache.clear(); return [before, had, v, has, gone, again, after, n, hasNull, await cache.get('n'), await cache.get('short')]"));
    }

    @Test
    void theTimeThatIsLeftIsTold() throws Exception {
        try (TestRuntime app = app(
                1,
                limits(10, 1 << 20, 1 << 20, 90),
                "const { cache } = t; await cache.set('a', 1, {ttl: '2h'}); await cache.set('b', 1); const a = await cache.ttl('a'), b = await cache.ttl('b'); return [a > 7100 && a <= 7200, b > 80 && b <= 90, await cache.ttl('c')]")) {
            assertEquals("[true,true,null]", app.text(0));
        }
        assertEquals(
                "\"Infinity\"",
                run("await t.cache.set('a', 1); return JSON.stringify(String(await t.cache.ttl('a')))"));
    }

    @Test
    void driftWorksToo() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "export default defineAction((req) => { drift(t.cache.set('k', 1)); return [drift(t.cache.get('k')), drift(t.cache.getOrSet('m', () => drift(t.cache.get('k')) + 1)), drift(t.cache.get('m'))] })")) {
            assertEquals("[1,2,2]", app.text(0));
        }
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        assertEquals(
                "[true,true,true,true,true,true,true,true,true,true,true,true,true,true,true]",
                run(
                        "class Point { constructor() { this.x = 1 } get y() { return 2 } } const round = async (v) => { await t.cache.set('v', v); return t.cache.get('v') };"
                                + "const d = await round({ d: new Date(5), bad: new Date(NaN) }), m = await round(new Map([[{a: 1}, new Set([1n])]])), f = await round([NaN, -0, Infinity, -Infinity, undefined, , 2n ** 70n]), b = await round({ u: new Uint8Array([1, 2]).subarray(1), a: new ArrayBuffer(3), f: new Float64Array([1.5]) });"
                                + "const dollar = await round({ $: 'n', v: 'x', n: {$: {}} }), e = await round(new TypeError('no', {cause: 7})), r = await round(/a/gi), p = await round(new Point()), proto = await round(JSON.parse('{\"__proto__\": {\"evil\": 1n}}'.replace('1n', '1')));"
                                + "const big = await round({__proto__: null, x: 1n, ['__proto__']: 2}); const one = {a: 1}, twice = await round([one, one, 1n]);"
                                + "return [d.d instanceof Date && +d.d === 5 && Number.isNaN(+d.bad), [...m][0][0].a === 1 && [...m][0][1].has(1n), f.length === 7 && Number.isNaN(f[0]) && Object.is(f[1], -0) && f[2] === Infinity && f[3] === -Infinity && f[4] === undefined && f[6] === 2n ** 70n,"
                                + "b.u instanceof Uint8Array && b.u.join() === '2' && b.a.byteLength === 3 && b.f[0] === 1.5, dollar.$ === 'n' && dollar.v === 'x' && typeof dollar.n.$ === 'object', e instanceof TypeError && e.message === 'no' && e.cause === 7 && e.stack.includes('no'), r.source === 'a' && r.flags === 'gi', p.x === 1 && !(p instanceof Point) && !('y' in p),"
                                + "Object.getPrototypeOf(proto) === Object.prototype && ({}).evil === undefined, big.x === 1n && Object.hasOwn(big, '__proto__'), twice[0].a === 1 && twice[0] !== twice[1], (await round('')) === '', (await round(0)) === 0, (await round(false)) === false, (await round([[[]]])).length === 1]"));
    }

    @Test
    void whatCannotLeaveItsIsolateIsRefusedWithItsPlace() throws Exception {
        assertEquals(
                "[\"TypeError: t.cache.set: the value at a.1 is a function, which cannot leave its isolate\",\"TypeError: t.cache.set: the value at self is an object that contains itself, which cannot leave its isolate\","
                        + "\"TypeError: t.cache.set: the value at p is a promise: await or drift it first, which cannot leave its isolate\",\"TypeError: t.cache.set: the value is a symbol, which cannot leave its isolate\",\"RangeError: t.cache.set: the value is nested deeper than 500 levels\",true,"
                        + "\"TypeError: t.cache.set: the value is undefined; null can be kept, and t.cache.delete(key) removes what there is\"]",
                run(
                        "const set = (v) => failing(() => t.cache.set('k', v)); const self = {}; self.self = self; let deep = 1n; for (let i = 0; i < 10000; i++) deep = [deep];"
                                + "return [await set({a: [1, () => 1]}), await set(self), await set({p: Promise.resolve()}), await set(Symbol('x')), await set(deep), (await set({o: t.sleep(1)})).includes('without drift()'), await set(undefined)]"));
    }

    @Test
    void wrongArgumentsAreToldBeforeAnythingIsAsked() throws Exception {
        assertEquals(
                "[\"TypeError: t.cache.get: the key must be a string, not number\",\"RangeError: t.cache.get: the key must have 1 to 1024 characters, not 0\",\"RangeError: t.cache.get: the key must have 1 to 1024 characters, not 2000\","
                        + "\"TypeError: t.cache.set: unknown option 'tttl'; known are ttl, tags\",\"RangeError: t.cache.set: ttl must be a number of seconds above 0, or a text such as '500ms', '30s', '5m', '2h', '1d', '1w', not -1\","
                        + "\"RangeError: t.cache.set: ttl must be a number of seconds above 0, or a text such as '500ms', '30s', '5m', '2h', '1d', '1w', not 'soon'\",\"TypeError: t.cache.set: tags must be an array of strings\","
                        + "\"TypeError: t.cache.getOrSet: expected a function that makes the value, not number\",\"TypeError: t.cache.invalidate: expected at least one tag\"]",
                run(
                        "const { cache } = t; return [await failing(() => cache.get(1)), await failing(() => cache.get('')), await failing(() => cache.get('x'.repeat(2000))), await failing(() => cache.set('k', 1, {tttl: 1})), await failing(() => cache.set('k', 1, -1)),"
                                + "await failing(() => cache.set('k', 1, {ttl: 'soon'})), await failing(() => cache.set('k', 1, {tags: 'x'})), await failing(() => cache.getOrSet('k', 1)), await failing(() => cache.invalidate())]"));
    }

    @Test
    void aValueThatIsTooLargeIsRefusedAndTheOldOneStays() throws Exception {
        try (TestRuntime app = app(
                1,
                limits(10, 1 << 20, 100, 0),
                "await t.cache.set('k', 1); const e = await failing(() => t.cache.set('k', 'x'.repeat(1000))); const f = await failing(() => t.cache.getOrSet('l', () => 'x'.repeat(1000))); return [e, f, await t.cache.get('k'), await t.cache.get('l')]")) {
            assertEquals(
                    "[\"RangeError: t.cache.set: the value takes 1002 characters as text, and may take 100 (cache.valueBytes)\",\"RangeError: t.cache.getOrSet: the value takes 1002 characters as text, and may take 100 (cache.valueBytes)\",1,null]",
                    app.text(0));
        }
    }

    @Test
    void whatWasNotAskedForOfLateGoesFirst() throws Exception {
        try (TestRuntime app = app(
                1,
                limits(100, 1 << 20, 1 << 20, 0),
                "for (let i = 0; i < 1000; i++) await t.cache.set('k' + i, i, {tags: ['all', 't' + i]}); let left = 0; for (let i = 0; i < 1000; i++) if (await t.cache.has('k' + i)) left++; return [left > 50, left <= 100, await t.cache.invalidate('all') === left]")) {
            assertEquals("[true,true,true]", app.text(0));
        }
    }

    @Test
    void aTagRemovesAllThatHasIt() throws Exception {
        assertEquals(
                "[2,null,null,3,0,1]",
                run(
                        "const { cache } = t; await cache.set('a', 1, {tags: ['x', 'y']}); await cache.set('b', 2, {tags: ['y']}); await cache.set('c', 3, {tags: ['z']}); const n = await cache.invalidate('y'); const rest = [await cache.get('a'), await cache.get('b'), await cache.get('c')];"
                                + "await cache.set('d', 1, {tags: ['x']}); await cache.set('d', 2); return [n, ...rest, await cache.invalidate(['x', 'nothing']), await cache.invalidate('z', 'x')]"));
    }

    @Test
    void oneCallMakesAValueForAllWorkers() throws Exception {
        String body =
                "return t.cache.getOrSet('slow', async () => { await t.kv.increment('made'); await t.sleep(100); return 'v' })";
        try (TestRuntime app = new TestRuntime(
                3,
                config -> config,
                HELP + "export default defineAction(async () => {" + body + "})",
                "export default defineAction(() => drift(t.kv.get('made')))")) {
            List<TestRuntime.Call> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(app.start(0));
            }
            for (TestRuntime.Call call : calls) {
                assertEquals("v", ((Answer.Text) ((Answer.Response) call.await()).body()).text());
            }
            assertEquals("1", app.text(1));
        }
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndNothingIsKept() throws Exception {
        assertEquals(
                "[[\"RangeError: no\",\"RangeError: no\"],1,\"E7\",2,\"fine\"]",
                run(
                        "let n = 0; const make = async () => { n++; await t.sleep(20); throw Object.assign(new RangeError('no'), {code: 'E7'}) }; const both = await Promise.allSettled([t.cache.getOrSet('k', make), t.cache.getOrSet('k', make)]);"
                                + "const told = both.map((r) => r.reason.name + ': ' + r.reason.message); const first = n; let code; try { await t.cache.getOrSet('k', make) } catch (e) { code = e.code } return [told, first, code, n, await t.cache.getOrSet('k', () => 'fine')]"));
    }

    @Test
    void whoeverWaitsForOneThatIsGivenUpMakesItHimself() throws Exception {
        assertEquals(
                "[\"TimeoutError\",\"second\"]",
                run(
                        "const slow = t.cache.getOrSet('k', () => t.sleep(60000));"
                                + "const first = failing(() => drift.timeout(slow, 50)); await t.sleep(10); const second = t.cache.getOrSet('k', () => 'second'); return [(await first).split(':')[0], await second]"));
    }

    @Test
    void whatIsMadeWhileItsKeyOrTagIsRemovedIsNotKept() throws Exception {
        assertEquals(
                "[\"old\",false,\"old\",false,null,\"new\"]",
                run(
                        "const { cache } = t; const slow = (k, o) => cache.getOrSet(k, async () => { await t.sleep(30); return 'old' }, o); const start = (o) => new Promise((r) => o.then(r));"
                                + "const a = start(slow('a')), b = start(slow('b', {tags: ['x']})); await t.sleep(10); await cache.delete('a'); await cache.invalidate('x'); const va = await a, ha = await cache.has('a'), vb = await b, hb = await cache.has('b');"
                                + "const c = start(slow('c')); await t.sleep(10); await cache.set('c', 'new'); await c; return [va, ha, vb, hb, await cache.get('a'), await cache.get('c')]"));
    }

    @Test
    void undefinedIsNotKept() throws Exception {
        assertEquals(
                "[2,false,null,true]",
                run(
                        "let n = 0; const f = () => { n++ }; await t.cache.getOrSet('k', f); await t.cache.getOrSet('k', f); const has = await t.cache.has('k'); const nil = await t.cache.getOrSet('n', () => null); return [n, has, nil, await t.cache.has('n')]"));
    }

    @Test
    void workersShareWhatOneHasSet() throws Exception {
        try (TestRuntime app = new TestRuntime(
                2,
                config -> config,
                "export default defineAction(async () => { await t.cache.set('k', 'shared'); const end = Date.now() + 50; while (Date.now() < end); return 1 })",
                "export default defineAction(() => { const end = Date.now() + 50; while (Date.now() < end); return drift(t.cache.get('k')) })")) {
            app.call(0);
            List<TestRuntime.Call> calls = List.of(app.start(1), app.start(1), app.start(1));
            for (TestRuntime.Call call : calls) {
                assertTrue(((Answer.Response) call.await()).body().toString().contains("shared"));
            }
        }
    }
}
