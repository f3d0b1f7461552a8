package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.PostgresExtension;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks of two servers over one real PostgreSQL. */
class TasksPostgresTest {
    private static final String HELP =
            "const until = async (key, n) => { while (((await t.kv.get(key)) ?? 0) < n) await t.sleep(5); return t.kv.get(key) };";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static TestRuntime app(int leaseMs, String top, String body) throws LoadException {
        UnaryOperator<RuntimeConfig> config = defaults -> defaults.withDatabase(new DatabaseSettings(
                        new TitanConfig.Database(POSTGRES.server().url(), 4, 20_000, 20_000, 30_000, 1 << 20),
                        Path.of("target")))
                .withStores(new StoreSettings(
                        TitanConfig.Cache.DEFAULTS,
                        TitanConfig.Redis.DEFAULTS,
                        new TitanConfig.Tasks(TitanConfig.Tasks.Store.DATABASE, 4, 3, 60_000, 20, leaseMs, 3_600)));
        return new TestRuntime(1, config, HELP + top + "export default defineAction(async (req) => {" + body + "})");
    }

    @Test
    void eachTaskRunsOnceWhicheverServerTakesIt() throws Exception {
        String top =
                "const me = crypto.randomUUID(); t.tasks.define('work', async (n) => { await t.kv.increment('ran:' + n); await t.kv.increment('by:' + me); while ((await t.kv.list('by:')).length < 2) await t.sleep(5); await t.sleep(2); await t.kv.increment('all') });";
        try (TestRuntime one = app(
                        5_000,
                        top,
                        "for (let i = 0; i < 60; i++) await t.tasks.enqueue('work', i, {dedupe: 'n' + i}); await until('all', 60);"
                                + "await t.sleep(100); const ran = await t.kv.list('ran:'); return [ran.length, ran.every((e) => e.value === 1), await t.kv.get('all'), (await t.kv.list('by:')).length]");
                TestRuntime two = app(5_000, top, "return 1")) {
            two.text(0);
            assertEquals("[60,true,60,2]", one.text(0));
        }
    }

    @Test
    void whatIsRepeatedRunsInOneServerAtATime() throws Exception {
        String top =
                "t.tasks.every('tick', 100, async (_, task) => { await t.kv.increment('slot:' + task.id); await t.kv.increment('ticks') });";
        try (TestRuntime one = app(
                        5_000,
                        top,
                        "await until('ticks', 6); const slots = await t.kv.list('slot:'); return slots.every((s) => s.value === 1)");
                TestRuntime two = app(5_000, top, "return 1")) {
            two.text(0);
            assertEquals("true", one.text(0));
        }
    }

    @Test
    void aTaskWhoseServerGivesNoSignOfLifeIsBegunByAnother() throws Exception {
        try (TestRuntime one = app(
                60_000,
                "t.tasks.define('work', async (_, task) => { await t.kv.set('begun', task.attempt); if (task.attempt === 1) await t.sleep(60000); return 'second' });",
                "const id = await t.tasks.enqueue('work'); while (!(await t.kv.get('begun'))) await t.sleep(5); await t.db.exec('UPDATE titan_tasks SET lease = 0, owner = ? WHERE id = ?', ['elsewhere/1/1/x', id]); let s; while ((s = await t.tasks.status(id)).state !== 'done') await t.sleep(5); return [s.result, s.attempt]")) {
            assertEquals("[\"second\",2]", one.text(0));
        }
    }

    @Test
    void tasksGoOnWhenTheDatabaseHasBeenAway() throws Exception {
        try (TestRuntime app = app(
                60_000,
                "t.tasks.define('work', async (n) => n * 2);",
                "if (req.query.enqueue) return t.tasks.enqueue('work', 4, {delay: 1500}).then((id) => id); for (;;) { try { const done = await t.db.one(\"SELECT result FROM titan_tasks WHERE state = 'done'\"); if (done) return done.result } catch (e) {} await t.sleep(20) }")) {
            app.start(0, "enqueue=1", RequestBody.NONE).await();
            POSTGRES.server().stop();
            POSTGRES.server().start();
            assertEquals("8", app.text(0));
        }
    }
}
