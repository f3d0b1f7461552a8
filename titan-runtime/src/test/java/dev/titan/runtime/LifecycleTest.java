package dev.titan.runtime;

import static dev.titan.runtime.ContainerApp.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** In what order a container's providers begin and end, and what happens when one fails. */
class LifecycleTest {
    /** Six providers that note their hooks in {@code seen}; {@code fail} is the hook that throws, {@code hang} the one that never ends. */
    private static final String SHOP = """
            const shop = ({ fail, hang, seen }, arrange = (all) => all) => {
              const hooks = (name) => class {
                #at(phase) {
                  const hook = `${name}.${phase}`;
                  seen.push(hook);
                  if (hook === fail) throw new Error('no');
                  return hook === hang ? new Promise(() => {}) : undefined;
                }
                async onInit() { await null; return this.#at('init'); }
                onStart() { return this.#at('start'); }
                async onStop() { return this.#at('stop'); }
                onDestroy() { return this.#at('destroy'); }
              };
              class Config extends hooks('Config') {}
              class Log extends hooks('Log') { constructor(config) { super(); } }
              class Database extends hooks('Database') { constructor(config, log) { super(); } }
              class Cache extends hooks('Cache') { constructor(config) { super(); } }
              class Orders extends hooks('Orders') { constructor(db, cache, log) { super(); } }
              class Payments extends hooks('Payments') { constructor(db, orders, log) { super(); } }
              needs(Config);
              needs(Log, Config);
              needs(Database, Config, Log);
              needs(Cache, Config);
              needs(Orders, Database, Cache, Log);
              needs(Payments, Database, Orders, Log);
              return arrange([Config, Log, Database, Cache, Orders, Payments]);
            };
            const of = (seen, phase) => seen.filter((hook) => hook.endsWith('.' + phase)).map((hook) => hook.split('.')[0]).join(' ');
            """;

    @Test
    void beginsInTopologicalOrderAndEndsInReverse() throws Exception {
        assertEquals(
                "[\"Config Log Database Cache Orders Payments\",\"Config Log Database Cache Orders Payments\","
                        + "\"Payments Orders Cache Database Log Config\",\"Payments Orders Cache Database Log Config\",0]",
                run(SHOP + """
                const seen = [];
                const app = await start(shop({ seen }));
                const begun = seen.length;
                await app.stop();
                await app.stop();
                return [of(seen, 'init'), of(seen, 'start'), of(seen, 'stop'), of(seen, 'destroy'), begun - 12];
                """));
    }

    @Test
    void anyArrangementOfTheProvidersBeginsInAValidOrderThatIsTheSameEachTime() throws Exception {
        assertEquals("[720,[]]", run(SHOP + """
                const permutations = (list) => list.length < 2 ? [list] : list.flatMap((one, i) => permutations(list.toSpliced(i, 1)).map((rest) => [one, ...rest]));
                const before = [['Config', 'Log'], ['Config', 'Database'], ['Log', 'Database'], ['Config', 'Cache'], ['Database', 'Orders'],
                  ['Cache', 'Orders'], ['Log', 'Orders'], ['Database', 'Payments'], ['Orders', 'Payments'], ['Log', 'Payments']];
                const all = permutations([0, 1, 2, 3, 4, 5]);
                const wrong = [];
                for (const places of all) {
                  const orders = [];
                  for (let i = 0; i < 2; i++) orders.push((await start(shop({ seen: [] }, (list) => places.map((place) => list[place])))).describe().order);
                  const [order, again] = orders;
                  if (order.join() !== again.join() || before.some(([one, other]) => order.indexOf(one) > order.indexOf(other))) wrong.push(order.join(' '));
                }
                return [all.length, wrong];
                """));
    }

    /** Random graphs of providers with random delays, of which one may fail or none: each needs some of those declared before it, and they are declared in another order. */
    @Test
    void inAnyGraphWhateverIsNeededHasBegunBeforeAndEndsAfter() throws Exception {
        long seed = Long.getLong("titan.seed", 1);
        assertEquals("[[],40]", run("""
                let state = SEEDn;
                const random = (n) => { state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn; return Number((state >> 33n) % BigInt(n)); };
                const wrong = [];
                let runs = 0;
                for (; runs < 40; runs++) {
                  const size = 2 + random(12);
                  const seen = [];
                  const edges = [];
                  const failing = random(3) === 0 ? random(size) : -1;
                  const pause = () => new Promise((done) => setTimeout(done, random(2)));
                  const types = [];
                  for (let i = 0; i < size; i++) {
                    const needed = types.filter(() => random(3) === 0);
                    needed.forEach((type) => edges.push([types.indexOf(type), i]));
                    const type = class {
                      async onInit() { await pause(); if (i === failing) throw new Error('no'); seen.push(`init ${i}`); }
                      async onStop() { seen.push(`stop ${i}`); await pause(); seen.push(`stopped ${i}`); if (random(3) === 0) throw new Error('no stop'); }
                    };
                    Object.defineProperty(type, 'length', { value: needed.length });
                    needs(type, ...needed);
                    types.push(type);
                  }
                  const declared = [...types];
                  for (let i = size - 1; i > 0; i--) { const j = random(i + 1); [declared[i], declared[j]] = [declared[j], declared[i]]; }
                  const app = createContainer(declared);
                  const started = await app.start().then(() => true, (e) => e.phase);
                  if (started === true) await app.stop();
                  const at = (what) => seen.indexOf(what);
                  const begun = types.map((_, i) => i).filter((i) => at(`init ${i}`) >= 0);
                  const fine = (started === true) === (failing < 0) && (failing < 0 || started === 'onInit')
                    && edges.every(([need, of]) => at(`init ${of}`) < 0 || (at(`init ${need}`) >= 0 && at(`init ${need}`) < at(`init ${of}`) && at(`stopped ${of}`) < at(`stop ${need}`)))
                    && begun.every((i) => at(`stopped ${i}`) >= 0)
                    && begun.length === seen.filter((each) => each.startsWith('stop ')).length;
                  if (!fine) wrong.push(seen.join());
                }
                return [wrong, runs];
                """.replace("SEED", Long.toString(Math.abs(seed)))), "seed " + seed);
    }

    @Test
    void aFailingOnInitEndsWhatHadBegunAndNamesProviderAndPhase() throws Exception {
        assertEquals(
                "[\"HOOK_FAILED Orders: onInit failed: Error: no\",\"Orders onInit\",\"no\",\"Config Log Database Cache Orders\",\"\",\"Cache Database Log Config\",\"Cache Database Log Config\"]",
                run(SHOP + """
                const seen = [];
                const app = createContainer(shop({ seen, fail: 'Orders.init' }));
                const error = await app.start().catch((e) => e);
                return [await fault(() => app.start()), `${error.provider} ${error.phase}`, error.cause.message,
                  of(seen, 'init'), of(seen, 'start'), of(seen, 'stop'), of(seen, 'destroy')];
                """));
    }

    @Test
    void aFailureAtAnyProviderEndsExactlyThoseBeforeIt() throws Exception {
        assertEquals("[]", run(SHOP + """
                const names = ['Config', 'Log', 'Database', 'Cache', 'Orders', 'Payments'];
                const wrong = [];
                for (const [i, name] of names.entries()) {
                  for (const phase of ['init', 'start']) {
                    const seen = [];
                    const told = await fault(() => start(shop({ seen, fail: `${name}.${phase}` })));
                    const ended = phase === 'init' ? names.slice(0, i) : names;
                    if (!told.startsWith('HOOK_FAILED ' + name) || of(seen, 'stop') !== ended.toReversed().join(' ')) wrong.push([told, seen]);
                  }
                }
                return wrong;
                """));
    }

    @Test
    void aHookThatHangsFailsByTimeOut() throws Exception {
        assertEquals(
                "[\"HOOK_TIMEOUT Database: onInit has not ended after 5 ms; make it quicker, or allow it more time by hookTimeoutMs\",\"Log Config\"]",
                run(SHOP + """
                const seen = [];
                return [await fault(() => start(shop({ seen, hang: 'Database.init' }), { hookTimeoutMs: 5 })), of(seen, 'stop')];
                """));
    }

    @Test
    void aFactoryThatFailsOrHangsIsNamed() throws Exception {
        assertEquals(
                "[\"HOOK_FAILED 'db': factory failed: TypeError: refused\",\"HOOK_TIMEOUT\",\"HOOK_FAILED A: constructor failed: Error: a\"]",
                run("""
                class A { constructor() { throw new Error('a'); } }
                return [
                  await fault(() => start([{ provide: 'db', useFactory: async () => { throw new TypeError('refused'); } }])),
                  (await fault(() => start([{ provide: 'db', useFactory: () => new Promise(() => {}) }], { hookTimeoutMs: 5 }))).split(' ')[0],
                  await fault(() => start([A])),
                ];
                """));
    }

    @Test
    void aFailingOnStopIsLoggedAndTheRestStillStop() throws Exception {
        assertEquals(
                "[\"Payments Orders Cache Database Log Config\",\"Payments Orders Cache Database Log Config\"]",
                run(SHOP + """
                const out = [];
                for (const options of [{ fail: 'Orders.stop' }, { hang: 'Cache.stop' }]) {
                  const seen = [];
                  const app = await start(shop({ seen, ...options }), { hookTimeoutMs: 20 });
                  await app.stop();
                  out.push(of(seen, 'stop'));
                }
                return out;
                """));
    }

    @Test
    void whicheverOnStopThrowsRejectsOrHangsTheRestStillStop() throws Exception {
        assertEquals("[18,[]]", run(SHOP + """
                const names = ['Config', 'Log', 'Database', 'Cache', 'Orders', 'Payments'];
                const ways = {
                  throws() { throw new Error('no'); },
                  rejects: async () => { await null; throw new Error('no'); },
                  hangs: () => new Promise(() => {}),
                };
                const wrong = [];
                let tried = 0;
                for (const name of names) {
                  for (const [way, stop] of Object.entries(ways)) {
                    tried++;
                    const seen = [];
                    const classes = shop({ seen });
                    classes[names.indexOf(name)].prototype.onStop = () => { seen.push(`${name}.stop`); return stop(); };
                    const app = await start(classes, { hookTimeoutMs: 20 });
                    await app.stop();
                    if (of(seen, 'stop') !== names.toReversed().join(' ') || of(seen, 'destroy') !== names.toReversed().join(' ')) wrong.push([name, way, seen]);
                  }
                }
                return [tried, wrong];
                """));
    }

    @Test
    void stoppingWhileItStartsEndsWhatHasBegun() throws Exception {
        assertEquals("[\"Payments Orders Cache Database Log Config\",\"STOPPED\"]", run(SHOP + """
                const seen = [];
                const app = createContainer(shop({ seen }));
                app.start();
                await app.stop();
                const never = createContainer([]);
                await never.stop();
                return [of(seen, 'stop'), (await fault(() => never.start())).split(' ')[0]];
                """));
    }

    @Test
    void decoratedHooksRunAfterTheNamedOneAndThoseOfABaseClassFirst() throws Exception {
        assertEquals("\"named base own\"".replace("\"", ""), run("""
                const seen = [];
                class Base { warm() { seen.push('base'); } }
                method(Base, 'warm', OnInit());
                class Own extends Base { onInit() { seen.push('named'); } fill() { seen.push('own'); } }
                method(Own, 'fill', OnInit());
                await start([Own]);
                return seen.join(' ');
                """));
    }

    @Test
    void aProviderUnderTwoTokensBeginsOnceAndAValueIsNotItsContainers() throws Exception {
        assertEquals("[\"made\"]", run("""
                const seen = [];
                const value = (name) => ({ onInit() { seen.push(name); } });
                const made = value('made');
                await start([{ provide: 'a', useFactory: () => made }, { provide: 'b', useFactory: () => made }, { provide: 'c', useExisting: 'a' },
                  { provide: 'd', useValue: value('value') }]);
                return seen;
                """));
    }

    /** Every edge of graphs of up to 30 providers whose hooks take a random number of turns. */
    @Test
    void everyDependencyHasBegunBeforeAndEndsAfterWhateverNeedsIt() throws Exception {
        int seed = Integer.getInteger("titan.seed", 1);
        assertEquals("[200,[]]", run("let state = " + seed + ";" + """
                const random = (below) => { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return (state >> 8) % below; };
                const turns = async () => { for (let i = random(4); i > 0; i--) await null; };
                const wrong = [];
                let graphs = 0;
                for (; graphs < 200; graphs++) {
                  const count = 1 + random(30);
                  const edges = [];
                  const begun = new Set(), ended = new Set();
                  const providers = Array.from({ length: count }, (_, i) => {
                    const inject = Array.from({ length: i === 0 ? 0 : random(4) }, () => 'p' + random(i));
                    const name = 'p' + i;
                    for (const other of inject) edges.push([name, other]);
                    return { provide: name, inject, useFactory: async () => { await turns(); return {
                      async onInit() {
                        for (const other of inject) if (!begun.has(other)) wrong.push(`${name} before ${other}`);
                        await turns();
                        begun.add(name);
                      },
                      async onStop() {
                        for (const other of inject) if (ended.has(other)) wrong.push(`${other} ended before ${name}`);
                        await turns();
                        ended.add(name);
                      },
                    }; } };
                  });
                  providers.sort(() => random(3) - 1);
                  const app = await start(providers);
                  await app.stop();
                  if (begun.size !== count || ended.size !== count) wrong.push(`${begun.size} and ${ended.size} of ${count}`);
                }
                return [graphs, wrong];
                """), () -> "seed " + seed);
    }
}
