package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.SessionConfig;
import dev.titan.config.TitanConfig;
import dev.titan.host.redis.RedisProcess;
import io.lettuce.core.RedisClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an author sees of cache and events over a real Redis, with two runtimes for two servers. */
class RedisTest {
    private static final String HELP =
            "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return e.name + ' ' + e.code } };"
                    + "const until = async (key, n) => { while (((await t.kv.get(key)) ?? 0) < n) await t.sleep(5); return t.kv.get(key) };";

    private static RedisProcess redis;
    private static final AtomicInteger PREFIX = new AtomicInteger();

    @BeforeAll
    static void starts() throws Exception {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stops() throws Exception {
        redis.close();
    }

    @BeforeEach
    void begins() {
        PREFIX.incrementAndGet();
    }

    private static UnaryOperator<RuntimeConfig> over(String url) {
        return config -> config.withStores(new StoreSettings(
                config.stores().cache(),
                new TitanConfig.Redis(url, "t*" + PREFIX.get() + ":", 5_000, 20_000),
                config.stores().tasks()));
    }

    private static TestRuntime app(String top, String body) throws LoadException {
        return new TestRuntime(
                1, over(redis.url()), HELP + top + "export default defineAction(async (req) => {" + body + "})");
    }

    private static String run(String body) throws Exception {
        try (TestRuntime app = app("", body)) {
            return app.text(0);
        }
    }

    @Test
    void theCacheWorksAsItDoesInTheProcess() throws Exception {
        assertEquals(
                "[null,false,{\"a\":[1,\"x\",null]},true,true,false,null,true,true,true,null,\"made\",1,null]",
                run(
                        "const { cache } = t; const before = await cache.get('k'), had = await cache.has('k'); await cache.set('k', {a: [1, 'x', null]}); const v = await cache.get('k'), has = await cache.has('k');"
                                + "const gone = await cache.delete('k'), again = await cache.delete('k'); const after = await cache.get('k'); await cache.set('d', new Date(5), 60); const date = +(await cache.get('d')) === 5; const left = await cache.ttl('d'); await cache.set('e', 1); const endless = await cache.ttl('e');"
                                + "await cache.set('short', 1, {ttl: 0.02}); while (await cache.has('short')) await t.sleep(5); let n = 0; const make = async () => { n++; await t.sleep(20); return 'made' }; const both = await Promise.all([cache.getOrSet('m', make), cache.getOrSet('m', make)]);"
                                + "await cache.clear(); return [before, had, v, has, gone, again, after, date, left > 30 && left <= 60, endless === Infinity, await cache.ttl('x'), both[1], n, await cache.get('m')]"));
    }

    @Test
    void tagsRemoveWhatHasThemAndLiveAsLongAsTheirValues() throws Exception {
        assertEquals(
                "[2,null,null,3,0,1200,null]",
                run(
                        "const { cache } = t; await cache.set('a', 1, {tags: ['x', 'y'], ttl: 60}); await cache.set('b', 2, {tags: ['y']}); await cache.set('c', 3, {tags: ['z']}); const n = await cache.invalidate('y'); const rest = [await cache.get('a'), await cache.get('b'), await cache.get('c')];"
                                + "const none = await cache.invalidate('y'); await Promise.all(Array.from({length: 1200}, (_, i) => cache.set('many' + i, i, {tags: ['many'], ttl: 60}))); return [n, ...rest, none, await cache.invalidate('many'), await cache.get('many7')]"));
    }

    @Test
    void clearLeavesWhatHasAnotherPrefix() throws Exception {
        try (TestRuntime other =
                app("", "if (req.query.read) return t.cache.get('k'); await t.cache.set('k', 'kept'); return 'set'")) {
            assertEquals("set", other.text(0));
            PREFIX.incrementAndGet();
            run("for (let i = 0; i < 50; i++) await t.cache.set('k' + i, 1); await t.cache.clear(); return 0");
            Answer.Response read =
                    (Answer.Response) other.start(0, "read=1", RequestBody.NONE).await();
            assertEquals("kept", ((Answer.Text) read.body()).text());
        }
    }

    @Test
    void serversShareTheCache() throws Exception {
        try (TestRuntime one = app("", "await t.cache.set('k', [1n]); return 1");
                TestRuntime two = app("", "return String((await t.cache.get('k'))[0])")) {
            one.text(0);
            assertEquals("1", two.text(0));
        }
    }

    @Test
    void anEventReachesEveryServerAndAGroupOnlyOne() throws Exception {
        String top =
                "t.events.on('x.*', async (data) => { await t.kv.set('got', data); await t.kv.increment('each') }); t.events.on('x.y', async () => { await t.cache.set('group:' + Math.random(), 1, {tags: ['group']}) }, {group: 'g'});";
        String read = "await until('each', 1); return [await t.kv.get('each'), await t.kv.get('got')]";
        try (TestRuntime one = app(
                        top,
                        "if (req.query.emit) { await t.events.emit('x.y', {n: 1}); return 'emitted' } if (req.query.count) { let n = 0; while (!n) { await t.sleep(5); n = await t.cache.invalidate('group') } await t.sleep(100); return n + (await t.cache.invalidate('group')) } "
                                + read);
                TestRuntime two = app(top, read)) {
            awaitListening(one, two);
            one.start(0, "emit=1", RequestBody.NONE).await();
            assertEquals("[1,{\"n\":1}]", one.text(0));
            assertEquals("[1,{\"n\":1}]", two.text(0));
            Answer.Response count =
                    (Answer.Response) one.start(0, "count=1", RequestBody.NONE).await();
            assertEquals("1", ((Answer.Text) count.body()).text());
        }
    }

    @Test
    void sessionsCanBeKeptInRedis() throws Exception {
        UnaryOperator<RuntimeConfig> config = defaults -> {
            RuntimeConfig over = over(redis.url()).apply(defaults);
            StoreSettings stores = over.stores();
            SessionConfig session = new SessionConfig(
                    SessionConfig.Store.REDIS,
                    List.of("0123456789012345678901234567890123456789"),
                    "session",
                    SessionConfig.SameSite.LAX,
                    60,
                    600);
            return over.withStores(new StoreSettings(stores.cache(), stores.redis(), stores.tasks(), session));
        };
        try (TestRuntime app = new TestRuntime(
                        1, config, "export default defineAction(() => t.session.set('user', 7).then(() => 7))");
                RedisClient client = RedisClient.create(redis.url());
                var connection = client.connect()) {
            assertEquals("7", app.text(0));
            List<String> keys = connection.sync().keys("t?" + PREFIX.get() + ":session:*");
            assertEquals(1, keys.size());
            assertTrue(connection.sync().get(keys.get(0)).contains("\"user\":7"));
            assertTrue(connection.sync().pttl(keys.get(0)) > 0);
        }
    }

    /** Subscriptions are made in the background: Redis tells how many there are. */
    private static void awaitListening(TestRuntime... servers) throws Exception {
        try (RedisClient client = RedisClient.create(redis.url());
                var connection = client.connect()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            String channel = "t*" + PREFIX.get() + ":events";
            while (connection.sync().pubsubNumsub(channel).get(channel) < servers.length) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("not all servers listen");
                }
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void anAppGoesOnWithoutItsCacheAndFindsItAgain() throws Exception {
        try (RedisProcess own = new RedisProcess();
                TestRuntime app = new TestRuntime(
                        1,
                        over(own.url()),
                        HELP
                                + "const { cache } = t; export default defineAction(async () => [await cache.get('k'), await cache.getOrSet('m', () => 'made'), await failing(() => cache.set('k', 1)), await failing(() => cache.delete('x')), await failing(() => cache.invalidate('x')), await failing(() => t.events.emit('x'))])",
                        HELP
                                + "export default defineAction(async () => { for (;;) { if (await failing(() => t.cache.set('back', 1)) === 'nothing thrown') return t.cache.get('back'); await t.sleep(10) } })")) {
            assertEquals(
                    "[null,\"made\",\"nothing thrown\",\"nothing thrown\",\"nothing thrown\",\"nothing thrown\"]",
                    app.text(0));
            own.stop();
            assertEquals(
                    "[null,\"made\",\"RedisError TITAN_REDIS\",\"RedisError TITAN_REDIS\",\"RedisError TITAN_REDIS\",\"RedisError TITAN_REDIS\"]",
                    app.text(0));
            own.start();
            assertEquals("1", app.text(1));
        }
    }

    @Test
    void aRedisThatIsNotThereAtTheStartIsFoundLater() throws Exception {
        try (RedisProcess own = new RedisProcess()) {
            own.stop();
            try (TestRuntime app = new TestRuntime(
                    1,
                    over(own.url()),
                    HELP
                            + "t.events.on('x', async () => { await t.kv.increment('heard') }); export default defineAction(async () => { await t.cache.get('k'); return failing(() => t.cache.set('k', 1)) })",
                    HELP
                            + "export default defineAction(async () => { for (;;) { if (await failing(() => t.cache.set('back', 1)) === 'nothing thrown') return t.cache.get('back'); await t.sleep(10) } })")) {
                assertEquals("RedisError TITAN_REDIS", app.text(0));
                own.start();
                assertEquals("1", app.text(1));
            }
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                over(redis.url("wrong-password")),
                "export default defineAction(async () => { try { await t.cache.set('k', 1) } catch (e) { return e.message } })")) {
            String message = app.text(0);
            assertTrue(message.startsWith("Redis: ") && !message.contains("wrong-password"), message);
        }
    }
}
