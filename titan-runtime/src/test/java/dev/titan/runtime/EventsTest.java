package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an author sees of t.events in one process. */
class EventsTest {
    private static final String HELP =
            "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return e.name + ': ' + e.message } };"
                    + "const until = async (key, n) => { while (((await t.kv.get(key)) ?? 0) < n) await t.sleep(5); return t.kv.get(key) };";

    private static TestRuntime app(int workers, String top, String body) throws LoadException {
        return new TestRuntime(
                workers,
                UnaryOperator.identity(),
                HELP + top + "export default defineAction(async (req) => {" + body + "})");
    }

    /** What the action answers. */
    private static String run(int workers, String top, String body) throws Exception {
        try (TestRuntime app = app(workers, top, body)) {
            return app.text(0);
        }
    }

    @Test
    void aHandlerIsCalledOnceInTheProcess() throws Exception {
        assertEquals(
                "[1,[7,true,\"order.created\",\"string\",true]]",
                run(
                        3,
                        "t.events.on('order.created', async (order, event) => { await t.kv.set('seen', [order.id, order.at instanceof Date, event.name, typeof event.id, event.at instanceof Date]); await t.kv.increment('calls') });",
                        "await t.events.emit('order.created', {id: 7, at: new Date()}); await t.events.emit('order.gone', 1); await until('calls', 1); await t.sleep(50); return [await t.kv.get('calls'), await t.kv.get('seen')]"));
    }

    @Test
    void aHandlerForEveryWorkerIsCalledInEach() throws Exception {
        assertEquals(
                "3",
                run(
                        3,
                        "t.events.on('reset', () => t.kv.increment('calls').then(() => {}), {everyWorker: true});",
                        "await t.events.emit('reset'); await until('calls', 3); await t.sleep(30); return t.kv.get('calls')"));
    }

    @Test
    void patternsHaveStarsForWords() throws Exception {
        assertEquals(
                "[\"** 4\",\"a 1\",\"a.* 1\",\"a.** 2\",\"a.*.c 1\",\"all 9\"]",
                run(
                        1,
                        "for (const p of ['a.*', 'a.**', '**', 'a.*.c', 'a']) t.events.on(p, async (data, e) => { await t.kv.increment(p); await t.kv.increment('all') });",
                        "for (const name of ['a', 'a.b', 'a.b.c', 'b']) await t.events.emit(name, null); await until('all', 9); return (await t.kv.list()).map((e) => e.key + ' ' + e.value)"));
    }

    @Test
    void aHandlerOfTheAppIsCalledOnceForAnEvent() throws Exception {
        String shared = "t.events.on('x', () => t.kv.increment('calls').then(() => {}));";
        try (TestRuntime app = new TestRuntime(
                1,
                UnaryOperator.identity(),
                HELP + shared
                        + "export default defineAction(async () => { await t.events.emit('x'); await until('calls', 1); await t.sleep(30); return t.kv.get('calls') })")) {
            assertEquals("1", app.text(0));
        }
    }

    @Test
    void aHandlerMayDriftAndItsFailureHarmsNobody() throws Exception {
        assertEquals(
                "ok",
                run(
                        1,
                        "t.events.on('x', () => { throw new Error('bad') }); t.events.on('x', (data) => { drift(t.sleep(5)); drift(t.kv.set('got', data)) });",
                        "await t.events.emit('x', 'fine'); while ((await t.kv.get('got')) !== 'fine') await t.sleep(5); return 'ok'"));
    }

    @Test
    void aHandlerThatIsTakenBackHearsNoMore() throws Exception {
        assertEquals(
                "1",
                run(
                        1,
                        "const off = t.events.on('x', () => t.kv.increment('off').then(() => {})); t.events.on('x', () => t.kv.increment('on').then(() => {}));",
                        "await t.events.emit('x'); await until('off', 1); off(); off(); await t.events.emit('x'); await until('on', 2); await t.sleep(20); return t.kv.get('off')"));
    }

    @Test
    void handlersFollowAReload() throws Exception {
        String emits =
                "export default defineAction(async () => { await t.events.emit('x'); await until('calls', 1); await t.sleep(30); const calls = await t.kv.list('calls'); const who = await t.kv.get('who'); await t.kv.delete('calls'); return [calls[0].value, who] })";
        try (TestRuntime app = new TestRuntime(
                2,
                UnaryOperator.identity(),
                HELP + "t.events.on('x', async () => { await t.kv.set('who', 'old'); await t.kv.increment('calls') });"
                        + emits)) {
            assertEquals("[1,\"old\"]", app.text(0));
            app.generation = app.runtime.load(TestRuntime.app(HELP
                    + "t.events.on('x', async () => { await t.kv.set('who', 'new'); await t.kv.increment('calls') });"
                    + emits));
            assertEquals("[1,\"new\"]", app.text(0));
        }
    }

    @Test
    void wrongArgumentsAreTold() throws Exception {
        assertEquals(
                "[\"TypeError: t.events.emit: 'a b' is not the name of an event. Valid: words of letters, digits, _, $, : and - with dots between, such as 'order.created'\",\"TypeError: t.events.emit: the name must be a string, not number\","
                        + "\"TypeError: t.events.emit: 'a.*' is not the name of an event. Valid: words of letters, digits, _, $, : and - with dots between, such as 'order.created'\",\"TypeError: t.events.emit: the value is a function, which cannot leave its isolate\","
                        + "\"TypeError: t.events.on: expected a function, not undefined\",\"TypeError: t.events.on: 'a..b' is not the name of an event or pattern. Valid: words of letters, digits, _, $, : and - with dots between, such as 'order.created'; '*' stands for one word, '**' at the end for all that follow\","
                        + "\"TypeError: t.events.on: unknown option 'evryWorker'; known are everyWorker, group\",\"TypeError: t.events.on: everyWorker and group exclude each other\"]",
                run(
                        1,
                        "",
                        "const { events } = t; return [await failing(() => events.emit('a b')), await failing(() => events.emit(7)), await failing(() => events.emit('a.*')), await failing(() => events.emit('a', () => 1)),"
                                + "await failing(() => events.on('a')), await failing(() => events.on('a..b', () => 1)), await failing(() => events.on('a', () => 1, {evryWorker: true})), await failing(() => events.on('a', () => 1, {everyWorker: true, group: 'g'}))]"));
    }

    @Test
    void aBundleThatRegistersNonsenseIsNotLoaded() {
        LoadException e = assertThrows(
                LoadException.class,
                () -> app(1, "t.events.on('', () => 1);", "").close());
        assertTrue(
                String.valueOf(e.getMessage()).contains("t.events.on: '' is not the name of an event or pattern"),
                e.getMessage());
    }
}
