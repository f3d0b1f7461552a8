package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an author sees of t.tasks in one process, with tasks in SQLite and in memory. */
class TasksTest {
    private static final String HELP =
            "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return e.name + ': ' + e.message } };"
                    + "const until = async (key, n) => { while (((await t.kv.get(key)) ?? 0) < n) await t.sleep(5); return t.kv.get(key) };"
                    + "const ended = async (id, state) => { for (;;) { const s = await t.tasks.status(id); if (state ? s?.state === state : s?.finishedAt) return s; await t.sleep(5) } };";

    private static UnaryOperator<RuntimeConfig> tasks(TitanConfig.Tasks.Store store) {
        return config -> config.withStores(new StoreSettings(
                config.stores().cache(),
                config.stores().redis(),
                new TitanConfig.Tasks(store, 8, 3, 60_000, 20, 1_000, 3_600)));
    }

    private static TestRuntime app(int workers, TitanConfig.Tasks.Store store, String top, String body)
            throws LoadException {
        return new TestRuntime(
                workers, tasks(store), HELP + top + "export default defineAction(async (req) => {" + body + "})");
    }

    private static String run(TitanConfig.Tasks.Store store, String top, String body) throws Exception {
        try (TestRuntime app = app(2, store, top, body)) {
            return app.text(0);
        }
    }

    private static String run(String top, String body) throws Exception {
        return run(TitanConfig.Tasks.Store.DATABASE, top, body);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEnqueuedRunsOnceAndItsStatusTells(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[\"string\",\"done\",1,3,{\"sum\":5,\"at\":true},\"add\",true,true,true,true,null,1,\"done\"]",
                run(
                        store,
                        "const add = t.tasks.define('add', async ({a, b, at}, task) => { await t.sleep(1); await t.kv.increment('runs'); return {sum: a + b, at: at instanceof Date && task.attempt === 1 && task.retries === 3 && task.name === 'add' && !task.signal.aborted} });",
                        "const id = await t.tasks.enqueue('add', {a: 2, b: 3, at: new Date()}); const s = await ended(id); const other = await ended(await add.enqueue({a: 1n, b: 2n}));"
                                + "return [typeof id, s.state, s.attempt, s.retries, s.result, s.name, s.createdAt instanceof Date, s.startedAt >= s.createdAt, s.finishedAt >= s.startedAt, other.result.sum === 3n, await t.tasks.status('nothing'), (await t.kv.get('runs')) - 1, other.state]"));
    }

    @ParameterizedTest
    @EnumSource
    void driftWorksInTasks(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "6",
                run(
                        store,
                        "t.tasks.define('slow', (n) => { drift(t.sleep(5)); return n * 2 });",
                        "return (await ended(await t.tasks.enqueue('slow', 3))).result"));
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsIsTriedAgainWithBackOffAndThenGivenUp(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[\"failed\",3,\"TypeError: no 3\",true,\"done\",2,\"fine\",null,\"failed\",1]",
                run(
                        store,
                        "t.tasks.define('never', {retries: 2, backoff: 20}, async (_, task) => { throw new TypeError('no ' + task.attempt) }); t.tasks.define('second', async (_, {attempt}) => { if (attempt === 1) throw 'x'; return 'fine' }, {backoff: 1});",
                        "const begun = Date.now(); const a = await ended(await t.tasks.enqueue('never')); const took = Date.now() - begun; const b = await ended(await t.tasks.enqueue('second')); const c = await ended(await t.tasks.enqueue('never', null, {retries: 0}));"
                                + "return [a.state, a.attempt, a.error, took >= 30, b.state, b.attempt, b.result, b.error ?? null, c.state, c.attempt]"));
    }

    @ParameterizedTest
    @EnumSource
    void aDelayIsKept(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[true,\"queued\",true,true]",
                run(
                        store,
                        "t.tasks.define('later', () => Date.now());",
                        "const begun = Date.now(); const id = await t.tasks.enqueue('later', null, {delay: 800}); const s = await t.tasks.status(id); const at = await t.tasks.enqueue('later', null, {at: new Date(begun + 60)}); const far = await t.tasks.enqueue('later', null, {delay: '1h'});"
                                + "const done = await ended(id); return [s.runAt - begun >= 799, (await t.tasks.status(far)).state, done.result - begun >= 799, (await ended(at)).result - begun >= 59]"));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyKeepsTheSameFromBeingAddedTwice(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[true,true,true,2,true]",
                run(
                        store,
                        "t.tasks.define('a', async () => { await t.kv.increment('runs'); while (!(await t.kv.get('go'))) await t.sleep(5) }); t.tasks.define('b', () => {});",
                        "const one = await t.tasks.enqueue('a', 1, {dedupe: 'k'}); const same = await t.tasks.enqueue('a', 2, {dedupe: 'k'}); const b = await t.tasks.enqueue('b', 2, {dedupe: 'k'}); const waits = await t.tasks.enqueue('a', 1, {dedupe: 'w', delay: '1h'}); const too = await t.tasks.enqueue('a', 2, {dedupe: 'w'}); await t.kv.set('go', 1); await ended(one);"
                                + "const next = await t.tasks.enqueue('a', 3, {dedupe: 'k'}); await ended(next); return [one === same, one !== b, one !== next, await t.kv.get('runs'), waits === too]"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCancelledDoesNotRunOrIsToldWhereItWaits(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[true,\"cancelled\",false,true,\"cancelled\",true,\"cancelled\",\"AbortError\",null]",
                run(
                        store,
                        "t.tasks.define('wait', (_, task) => { task.signal.addEventListener('abort', () => { t.kv.set('why', task.signal.reason.name).then(() => {}) }); return t.kv.increment('begun').then(() => new Promise(() => {})) }); t.tasks.define('one', {concurrency: 1}, async (n) => { await t.kv.set('ran ' + n, 1); while (!(await t.kv.get('go'))) await t.sleep(5) });",
                        "await t.tasks.enqueue('one', 1); await until('ran 1', 1); const q = await t.tasks.enqueue('one', 2), d = await t.tasks.enqueue('one', 3, {delay: '1h'}); const first = await t.tasks.cancel(q); const s = await t.tasks.status(q); const again = await t.tasks.cancel(q); const r = await t.tasks.enqueue('wait'); await until('begun', 1); const second = await t.tasks.cancel(r);"
                                + "let why; while (!(why = await t.kv.get('why'))) await t.sleep(5); const third = await t.tasks.cancel(d); await t.kv.set('go', 1); await ended(await t.tasks.enqueue('one', 4)); return [first, s.state, again, second, (await t.tasks.status(r)).state, third, (await t.tasks.status(d)).state, why, await t.kv.get('ran 2')]"));
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptThatTakesTooLongIsEnded(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[\"failed\",\"it took longer than 60 ms\"]",
                run(
                        store,
                        "t.tasks.define('slow', {timeout: 60, retries: 0}, () => t.sleep(60000).then(() => {}));",
                        "const s = await ended(await t.tasks.enqueue('slow')); return [s.state, s.error]"));
    }

    @ParameterizedTest
    @EnumSource
    void noMoreThanTheConcurrencyRunAtOnce(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[12,1,null,true]",
                run(
                        store,
                        "t.tasks.define('one', {concurrency: 2}, async () => { const now = await t.kv.increment('now'); if (now > 1) await t.kv.set(now === 2 ? 'two' : 'more', 1); while (!(await t.kv.get('two'))) await t.sleep(2); await t.sleep(10); await t.kv.increment('now', -1); await t.kv.increment('done') });"
                                + "t.tasks.define('free', async () => { await t.sleep(1) });",
                        "const ids = []; for (let i = 0; i < 12; i++) ids.push(await t.tasks.enqueue('one')); const free = await ended(await t.tasks.enqueue('free')); await until('done', 12); return [await t.kv.get('done'), await t.kv.get('two'), await t.kv.get('more'), free.state === 'done']"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRepeatedRunsOnceForEachTime(TitanConfig.Tasks.Store store) throws Exception {
        assertEquals(
                "[true,true,\"tick\",[1,2]]",
                run(
                        store,
                        "t.tasks.every('tick', 100, async (data, task) => { await t.kv.set('what', [task.name, data]); await t.kv.increment('id:' + task.id); await t.kv.increment('ticks') }, {payload: [1, 2]}); t.tasks.define('named', async () => { await t.kv.increment('named') }); t.tasks.every('100ms', 'named');",
                        "await until('ticks', 3); await until('named', 1); const ids = await t.kv.list('id:'); const times = ids.map((id) => +id.key.split('@')[1]).sort((a, b) => a - b); return [times.every((time, i) => time % 100 === 0 && (i === 0 || time - times[i - 1] >= 100)), ids.length >= 3 && ids.every((id) => id.value === 1), ...(await t.kv.get('what'))]"));
    }

    @Test
    void aFunctionCanBeRepeatedWithoutAName() throws Exception {
        assertEquals(
                "true",
                run(
                        "t.tasks.every('100ms', async () => { await t.kv.increment('ticks') });",
                        "return (await until('ticks', 2)) >= 2"));
    }

    @Test
    void spawnedFunctionsOutliveTheAnswerAndSpawnedTasksAreNotKept() throws Exception {
        try (TestRuntime app = new TestRuntime(
                2,
                tasks(TitanConfig.Tasks.Store.DATABASE),
                HELP
                        + "t.tasks.define('s', async (n) => { await t.kv.set('named', n) }); export default defineAction(async () => { await t.tasks.spawn(async (n) => { while (!(await t.kv.get('go'))) await t.sleep(2); await t.kv.set('spawned', n) }, 7); await t.tasks.spawn('s', 8); return (await t.kv.get('spawned')) ?? 'not yet' })",
                HELP
                        + "export default defineAction(async () => { await t.kv.set('go', 1); while (!(await t.kv.get('spawned')) || !(await t.kv.get('named'))) await t.sleep(5); const rows = await t.db.query(\"SELECT name FROM sqlite_master WHERE name = 'titan_tasks'\"); return [await t.kv.get('spawned'), await t.kv.get('named'), rows.length ? (await t.db.query('SELECT * FROM titan_tasks')).length : 0] })")) {
            assertEquals("not yet", app.text(0));
            assertEquals("[7,8,0]", app.text(1));
        }
    }

    @Test
    void wrongArgumentsAreTold() throws Exception {
        assertEquals(
                "[\"TypeError: t.tasks.enqueue: no task 'sen' is defined; did you mean 'send'? defined are send\",\"TypeError: t.tasks.enqueue: expected the name of a task, not number\",\"TypeError: t.tasks.enqueue: unknown option 'dely'; known are delay, at, dedupe, retries, timeout, backoff, maxBackoff\","
                        + "\"TypeError: t.tasks.enqueue: delay must be a number of milliseconds or a text such as '500ms', '30s', '5m', '2h', '1d', '1w', not 'soon'\",\"TypeError: t.tasks.enqueue: delay and at exclude each other\",\"TypeError: t.tasks.enqueue: the value at f is a function, which cannot leave its isolate\","
                        + "\"RangeError: t.tasks.enqueue: the payload takes 2000002 characters as text, and may take 1048576; keep large data in the database or in a file and give the task its key\",\"TypeError: t.tasks.status: expected the id of a task as t.tasks.enqueue gives it, not undefined\",\"RangeError: t.tasks.define: retries must be an integer from 0 to 1000, not -1\","
                        + "\"TypeError: t.tasks.define: expected a function that does the task 'x', not undefined\",\"RangeError: t.tasks.every: the interval must be at least 100 ms, not 5\",\"TypeError: t.tasks.cron: \\\"Mars/Base\\\" is not a time zone. Valid: names such as \\\"UTC\\\", \\\"Europe/Berlin\\\"\",true,true]",
                run(
                        "t.tasks.define('send', () => {});",
                        "const { tasks } = t; return [await failing(() => tasks.enqueue('sen')), await failing(() => tasks.enqueue(1)), await failing(() => tasks.enqueue('send', 1, {dely: 1})), await failing(() => tasks.enqueue('send', 1, {delay: 'soon'})), await failing(() => tasks.enqueue('send', 1, {delay: 1, at: new Date()})),"
                                + "await failing(() => tasks.enqueue('send', {f: () => 1})), await failing(() => tasks.enqueue('send', 'x'.repeat(2000000))), await failing(() => tasks.status()), await failing(() => tasks.define('x', () => 1, {retries: -1})), await failing(() => tasks.define('x')), await failing(() => tasks.every('t', 5, () => 1)),"
                                + "await failing(() => tasks.cron('t', '0 3 * * *', () => 1, {timezone: 'Mars/Base'})), (await failing(() => tasks.cron('61 * * * *', () => 1))).startsWith('TypeError: t.tasks.cron: \"61 * * * *\" is not a cron expression'), (await failing(() => tasks.cron('@often', () => 1))).includes('@daily')]"));
    }

    @Test
    void aBrokenCronExpressionAtTheTopOfAModuleKeepsItFromLoading() {
        LoadException e = assertThrows(
                LoadException.class,
                () -> app(1, TitanConfig.Tasks.Store.MEMORY, "t.tasks.cron('a b c', () => 1);", "")
                        .close());
        assertTrue(String.valueOf(e.getMessage()).contains("is not a cron expression"), e.getMessage());
    }

    @Test
    void whatWasEnqueuedSurvivesTheProcess(@TempDir Path folder) throws Exception {
        UnaryOperator<RuntimeConfig> inFile = config -> tasks(TitanConfig.Tasks.Store.DATABASE)
                .apply(config.withDatabase(new DatabaseSettings(TitanConfig.Database.DEFAULTS, folder)));
        String top = HELP + "t.tasks.define('keep', async (n) => { await t.kv.set('kept', n) });";
        try (TestRuntime first = new TestRuntime(
                1,
                inFile,
                top + "export default defineAction(() => t.tasks.enqueue('keep', 7, {delay: 300}).then((id) => id))")) {
            assertFalse(first.text(0).isEmpty());
        }
        try (TestRuntime second = new TestRuntime(
                1,
                inFile,
                top
                        + "export default defineAction(async () => { let v; while (!(v = await t.kv.get('kept'))) await t.sleep(10); return v })")) {
            assertEquals("7", second.text(0));
        }
    }

    @Test
    void aServerThatStopsLetsTasksFinishAndBeginsNone() throws Exception {
        try (TestRuntime app = app(
                1,
                TitanConfig.Tasks.Store.DATABASE,
                "t.tasks.define('slow', async () => { await t.kv.set('begun', 1); while (!(await t.kv.get('draining'))) await t.sleep(2); await t.tasks.enqueue('next'); await t.sleep(60); await t.kv.set('ended', 1) }); t.tasks.define('next', async () => { await t.kv.set('next', 1) });",
                "if (req.query.after) return [await t.kv.get('ended'), await t.kv.get('next')]; if (req.query.draining) { await t.kv.set('draining', 1); return 0 } await t.tasks.enqueue('slow'); while (!(await t.kv.get('begun'))) await t.sleep(2); return 0")) {
            app.text(0);
            CompletableFuture<?> drained = app.runtime.drain().toCompletableFuture();
            app.start(0, "draining=1", RequestBody.NONE).await();
            drained.get(60, TimeUnit.SECONDS);
            assertEquals(
                    "[1,null]",
                    ((Answer.Text) ((Answer.Response) app.start(0, "after=1", RequestBody.NONE)
                                            .await())
                                    .body())
                            .text());
        }
    }

    @Test
    void aTaskThatIsCutOffByTheEndIsBegunAgain(@TempDir Path folder) throws Exception {
        UnaryOperator<RuntimeConfig> inFile = config -> tasks(TitanConfig.Tasks.Store.DATABASE)
                .apply(config.withDatabase(new DatabaseSettings(TitanConfig.Database.DEFAULTS, folder)));
        String body =
                "t.tasks.define('long', {retries: 0}, async (_, task) => { const n = await t.kv.increment('begun'); if (n === 1) await t.sleep(60000); await t.kv.set('attempt', task.attempt) });";
        try (TestRuntime first = new TestRuntime(
                1,
                inFile,
                HELP + body
                        + "export default defineAction(async () => { await t.tasks.enqueue('long'); await until('begun', 1); return 1 })")) {
            assertEquals("1", first.text(0));
        }
        try (TestRuntime second = new TestRuntime(
                1,
                inFile,
                HELP + body
                        + "export default defineAction(async () => { let v; while (!(v = await t.kv.get('attempt'))) await t.sleep(10); return [v, await t.kv.get('begun')] })")) {
            assertEquals("[1,2]", second.text(0));
        }
    }
}
