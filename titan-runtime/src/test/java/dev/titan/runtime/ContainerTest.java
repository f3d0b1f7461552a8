package dev.titan.runtime;

import static dev.titan.runtime.ContainerApp.run;
import static dev.titan.runtime.ContainerApp.runTwice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a container finds what its providers need, and what it refuses. */
class ContainerTest {
    @Test
    void injectsClassesValuesFactoriesAliasesAndLists() throws Exception {
        assertEquals("[\"db of sqlite:\",true,\"now\",\"later\",[1,2],null,true]", run("""
                const URL_ = createToken('url');
                class Db { constructor(url) { this.url = url; } }
                needs(Db, URL_);
                class Base {}
                class Own extends Base {}
                class All {
                  constructor(db, base, now, later, list, none, alias) { Object.assign(this, { db, base, now, later, list, none, alias }); }
                }
                needs(All, Db, Base, 'now', 'later', 'list');
                decorate(All, at(5, Inject('none')), at(5, Optional()), at(6, Inject('alias')));
                const app = await start([
                  All, Db, { provide: URL_, useValue: 'sqlite:' }, { provide: Base, useClass: Own },
                  { provide: 'now', useFactory: () => 'now' }, { provide: 'later', useFactory: async () => 'later' },
                  { provide: 'list', multi: true, useValue: 1 }, { provide: 'list', multi: true, useValue: 2 },
                  { provide: 'alias', useExisting: Db },
                ]);
                const all = app.get(All);
                return ['db of ' + all.db.url, all.base instanceof Own, all.now, all.later, all.list, all.none ?? null, all.alias === app.get(Db)];
                """));
    }

    @Test
    void aSingletonIsMadeOnceForAllCalls() throws Exception {
        assertEquals("[1,10000]", run("""
                let made = 0, called = 0;
                class Users { constructor() { made++; } find() { called++; } }
                decorate(Users, Service('users@1.0.0'));
                method(Users, 'find', Public());
                const app = await start([Users]);
                await Promise.all(Array.from({ length: 10000 }, () => app.call('users@1.0.0', 'find', [])));
                return [made, called];
                """));
    }

    @Test
    void aTransientIsMadeForEachInjection() throws Exception {
        assertEquals("[false,false]", run("""
                class Each {}
                decorate(Each, Injectable({ scope: 'transient' }));
                class A { constructor(each) { this.each = each; } }
                class B { constructor(each) { this.each = each; } }
                needs(A, Each);
                needs(B, Each);
                const app = await start([Each, A, B]);
                return [app.get(A).each === app.get(B).each, app.get(Each) === app.get(Each)];
                """));
    }

    @Test
    void aRequestScopedProviderIsMadeOnceForEachInvocation() throws Exception {
        assertEquals("[true,2]", runTwice("""
                let made = 0;
                class Session { constructor() { made++; } }
                decorate(Session, Injectable({ scope: 'request' }));
                start([Session]).then((started) => { app = started; });
                """, "return [app.get(Session) === app.get(Session), made]"));
    }

    @Test
    void aRequestScopedProviderIsRefusedOutsideOfInvocations() throws Exception {
        assertEquals("NO_INVOCATION", run("""
                class Session {}
                decorate(Session, Injectable({ scope: 'request' }));
                const app = await start([Session]);
                return new Promise((resolve) => queueMicrotask(async () => { await null; resolve((await fault(() => app.get(Session))).split(' ')[0]); }));
                """));
    }

    @Test
    void whatNobodyDeclaresIsNamedWithItsConsumerAndParameter() throws Exception {
        assertEquals(
                "UNDECLARED Orders (module Shop): parameter 2 of its constructor needs Cache, which no module declares; add it to the providers of module Shop",
                run("""
                class Db {}
                class Cache {}
                class Orders { constructor(db, cache) {} }
                needs(Orders, Db, Cache);
                class Shop {}
                decorate(Shop, Module({ providers: [Orders, Db] }));
                return fault(() => start(Shop));
                """));
    }

    @Test
    void aParameterWithoutATokenIsRefused() throws Exception {
        assertEquals(
                "NO_TOKEN Orders (module Root): parameter 1 of its constructor says nothing of what to inject; write @Inject(token) before it",
                run("class Orders { constructor(db) {} }\nreturn fault(() => start([Orders]));"));
    }

    @Test
    void aProviderIsPrivateToItsModuleUntilItIsExportedAndItsModuleImported() throws Exception {
        assertEquals(
                "[\"NOT_EXPORTED Orders (module Shop): parameter 1 of its constructor needs Db, which is private to module Data; add Db to its exports\","
                        + "\"NOT_IMPORTED Orders (module Shop): parameter 1 of its constructor needs Db, which module Data exports; add Data to the imports of module Shop\","
                        + "true,true,true]",
                run("""
                class Db {}
                class Orders { constructor(db) { this.db = db; } }
                needs(Orders, Db);
                const shop = (data, imports) => {
                  class Data {}
                  decorate(Data, Module({ providers: [Db], ...data }));
                  class Between {}
                  decorate(Between, Module({ imports: [Data], exports: [Data] }));
                  class Shop {}
                  decorate(Shop, Module({ imports: imports({ Data, Between }), providers: [Orders] }));
                  class Root {}
                  decorate(Root, Module({ imports: [Data, Shop], exports: [] }));
                  class All {}
                  decorate(All, Module({ imports: [Root], providers: [{ provide: 'db', useFactory: (db) => db, inject: [{ token: Db, optional: true }] }] }));
                  return All;
                };
                const none = () => [];
                const made = async (...args) => (await start(shop(...args))).describe().order.includes('Orders');
                return [
                  await fault(() => start(shop({}, ({ Data }) => [Data]))),
                  await fault(() => start(shop({ exports: [Db] }, none))),
                  await made({ exports: [Db] }, ({ Data }) => [Data]),
                  await made({ exports: [Db] }, ({ Between }) => [Between]),
                  await made({ exports: [Db], global: true }, none),
                ];
                """));
    }

    @Test
    void modulesAreConfiguredWhenTheyAreImported() throws Exception {
        assertEquals("[\"a\",\"b\"]", run("""
                class Data {
                  static forRoot(url) { return { module: Data, providers: [{ provide: 'url', useValue: url }], exports: ['url'] }; }
                  static async forRootAsync(url) { return Data.forRoot(await url); }
                }
                decorate(Data, Module({}));
                const app = (data) => {
                  class App {}
                  return decorate(App, Module({ imports: [data], providers: [{ provide: 'out', useFactory: (url) => url, inject: ['url'] }] }));
                };
                const out = async (data) => (await start(app(data))).get('out');
                return [await out(Data.forRoot('a')), await out(Data.forRootAsync(Promise.resolve('b')))];
                """));
    }

    @Test
    void cyclesArePrinted() throws Exception {
        assertEquals(
                "[\"CYCLE providers need each other: B → C → B; have one of them take what both need from a third\","
                        + "\"MODULE_CYCLE modules import each other: M → N → M; move what both need into a module of its own\"]",
                run("""
                class A { constructor(b) {} }
                class B { constructor(c) {} }
                class C { constructor(b) {} }
                needs(A, B);
                needs(B, C);
                needs(C, B);
                class M {}
                class N {}
                decorate(M, Module({ imports: [N] }));
                decorate(N, Module({ imports: [M] }));
                return [await fault(() => start([A, B, C])), await fault(() => start(M))];
                """));
    }

    @Test
    void aSingletonCannotKeepWhatLivesAsLongAsAnInvocation() throws Exception {
        assertEquals(
                "SCOPE Orders (module Root): parameter 1 of its constructor needs Session (by Audit → Session), which lives as long as one invocation,"
                        + " and Orders as long as the container; give Orders the scope 'request' too",
                run("""
                class Session {}
                decorate(Session, Injectable({ scope: 'request' }));
                class Audit { constructor(session) {} }
                decorate(Audit, Injectable({ scope: 'transient' }), at(0, Inject(Session)));
                class Orders { constructor(audit) {} }
                needs(Orders, Audit);
                return fault(() => start([Session, Audit, Orders]));
                """));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        assertEquals("2", run("""
                class A { constructor(x) {} }
                class B { constructor(x) {} }
                return String((await fault(() => start([A, B]))).split('\\n').length);
                """));
    }

    @Test
    void whatIsNoProviderOrModuleIsRefused() throws Exception {
        assertEquals(
                "[\"BAD_PROVIDER\",\"BAD_PROVIDER\",\"BAD_PROVIDER\",\"BAD_PROVIDER\",\"DUPLICATE\",\"BAD_EXPORT\",\"BAD_MODULE\",\"DUPLICATE_SERVICE\"]",
                run("""
                const code = async (root) => (await fault(() => start(root))).split(' ')[0];
                class Plain {}
                class Exports {}
                decorate(Exports, Module({ exports: [Plain] }));
                class S1 {}
                decorate(S1, Service('s@1.0.0'));
                class S2 {}
                decorate(S2, Service('s@1.0.0'));
                return Promise.all([
                  [undefined], [{ provide: 'x' }], [{ provide: 'x', useValue: 1, useClass: Plain }], [{ provide: 'x', useValue: 1, sope: 'request' }],
                  [Plain, Plain], Exports, Plain, [S1, S2],
                ].map(code));
                """));
    }

    @Test
    void bothProvidersOfOneServiceAreNamed() throws Exception {
        String told = run("""
                class S1 {}
                class S2 {}
                decorate(S1, Service('s@1.0.0'));
                decorate(S2, Service('s'));
                return fault(() => start([S1, S2]));
                """);
        assertTrue(
                told.contains("s@1.0.0 is the service of two providers, S1 of module Root and S2 of module Root"),
                told);
    }

    @Test
    void whatHasBeenStoppedDoesNotStartAgain() throws Exception {
        String told = run("""
                const app = await start([{ provide: 'x', useValue: 1 }]);
                await app.stop();
                return fault(() => app.start());
                """);
        assertTrue(told.contains("STOPPED"), told);
    }

    @Test
    void aServiceHasANameAndASemanticVersion() throws Exception {
        String told = run("""
                const bad = ['or-ders', 'orders@1', 'orders@01.0.0', '@1.0.0', 'or ders@1.0.0', 'orders@^1.0.0', undefined, 'orders@1.0.0+build'];
                const good = ['orders', 'orders@1.0.0', 'shop.orders@2.0.0-rc.1'];
                const refused = (id) => { try { Service(id); return false } catch (e) { return e instanceof TypeError } };
                return [...bad.map(refused), ...good.map(refused)];
                """);
        assertEquals("[true,true,true,true,true,true,true,true,false,false,false]", told);
    }

    @Test
    void decoratorsRefuseWhereTheyDoNotBelong() throws Exception {
        String told = run("""
                class A { get x() { return 1 } static s() {} m() {} }
                const wrong = [
                  () => method(A, 'x', Public()),
                  () => Public()(A, 's', Object.getOwnPropertyDescriptor(A, 's')),
                  () => at(0, Inject('x'))(A.prototype, 'm'),
                  () => Public({ readOnly: true }),
                  () => method(A, 'm', Public({ readonly: true })),
                  () => Inject(undefined),
                  () => Injectable({ scope: 'forever' }),
                  () => Module({ provider: [] }),
                  () => Validate({}),
                  () => createToken(''),
                  () => createContainer(1),
                  () => createContainer([], { timeout: 1 }),
                ];
                return wrong.map((each) => { try { each(); return 'nothing' } catch (e) { return e.name } });
                """);
        assertTrue(told.matches("\\[(\"TypeError\",?){12}]"), told);
    }

    @Test
    void theLoggerCarriesTheNameOfTheService() throws Exception {
        assertEquals("[true,true,true,\"sqlite:\",\"hi\",\"function\"]", run("""
                class Orders { constructor(logger, config, http) { Object.assign(this, { logger, config, http }); } }
                decorate(Orders, Service('orders@1.0.0'), at(0, Inject(Logger)), at(1, Inject(ConfigService)), at(2, Inject(HttpClient)));
                const { logger, config, http } = (await start([Orders])).get(Orders);
                logger.info('found', { id: 1 });
                return [logger instanceof Logger, config instanceof ConfigService, http instanceof HttpClient, config.get('db.url'), config.env.GREETING, typeof http.fetch];
                """));
    }

    @Test
    void aSubclassHasTheConstructorOfTheClassThatItExtends() throws Exception {
        assertEquals("[\"db\",\"own\"]", run("""
                class Base { constructor(db) { this.db = db; } }
                decorate(Base, Injectable(), at(0, Inject('db')));
                class Same extends Base {}
                class Own extends Base { constructor(own) { super(own); } }
                decorate(Own, at(0, Inject('own')));
                const app = await start([Same, Own, { provide: 'db', useValue: 'db' }, { provide: 'own', useValue: 'own' }]);
                return [app.get(Same).db, app.get(Own).db];
                """));
    }

    @Test
    void classesAreMadeByNewAsAnyOther() throws Exception {
        assertEquals("[\"mock 7\",true]", run("""
                class Orders { constructor(db) { this.db = db; } find(id) { return this.db.find(id); } }
                const { find } = Orders.prototype;
                decorate(Orders, Service('orders@1.0.0'), at(0, Inject('db')));
                method(Orders, 'find', Public());
                decorate(Orders, (type) => at(0, Validate(digits))(type.prototype, 'find'));
                return [new Orders({ find: (id) => 'mock ' + id }).find(7), Orders.prototype.find === find];
                """));
    }

    @Test
    void describesProvidersInOrderAndServices() throws Exception {
        assertEquals(
                "{\"order\":[\"Db\",\"Orders\"],"
                        + "\"providers\":[{\"name\":\"Db\",\"module\":\"Root\",\"kind\":\"class\",\"scope\":\"singleton\",\"needs\":[]},"
                        + "{\"name\":\"Orders\",\"module\":\"Root\",\"kind\":\"class\",\"scope\":\"singleton\",\"needs\":[\"Db\"]}],"
                        + "\"services\":[{\"id\":\"orders@1.0.0\",\"name\":\"orders\",\"version\":\"1.0.0\",\"methods\":[\"find\"]}]}",
                run("""
                class Db {}
                class Orders { constructor(db) {} find() {} hidden() {} }
                decorate(Orders, Service('orders@1.0.0'), at(0, Inject(Db)));
                method(Orders, 'find', Public());
                return (await start([Orders, Db])).describe();
                """));
    }

    @Test
    void whatTheBuildHasReadOfAConstructorNeedsNoInject() throws Exception {
        assertEquals(
                "[true,\"named\",\"NO_TOKEN Bare (module Root): parameter 2 of its constructor (log) says nothing of what to inject; write @Inject(token) before it\"]",
                run("""
                class Db {}
                class Orders { constructor(db, name) { this.db = db; this.name = name; } }
                parameters(Orders, ['db', 'name'], () => [Db, String]);
                decorate(Orders, at(1, Inject('name')));
                class Same extends Orders {}
                class Bare { constructor(db, log) {} }
                parameters(Bare, ['db', 'log'], () => [Db, undefined]);
                const app = await start([Same, Db, { provide: 'name', useValue: 'named' }]);
                return [app.get(Same).db === app.get(Db), app.get(Same).name, await fault(() => start([Bare, Db]))];
                """));
    }
}
