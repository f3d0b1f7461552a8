package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.action;
import static dev.titan.runtime.TestRuntime.failure;
import static dev.titan.runtime.TestRuntime.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.AppEnvironment;
import dev.titan.host.extension.Extensions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Invocations over their suspensions, operations, and the generations of an app. */
class TitanRuntimeTest {
    private static final String NEVER = "try { drift(new Promise(() => {})) } finally { console.log('ended') }";

    @Test
    void asyncActionsWaitForPromisesAndTimers() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "export default async (req) => { await null; return {a: await Promise.all([1, Promise.resolve(2)])} }",
                "export default async (req) => { await new Promise((r) => setTimeout(r, 5)); return new Uint8Array([7]) }",
                "let n = 0; export default async () => { await new Promise((r) => { const i = setInterval(() => { if (++n === 3) { clearInterval(i); r() } }, 1) }); return n }",
                "export default async () => { let s = ''; queueMicrotask(() => { s += 'm' }); setTimeout(() => { s += 'never' }, 60000); await null; await null; return s }")) {
            assertEquals("{\"a\":[1,2]}", app.text(0));
            assertArrayEquals(new byte[] {7}, ((Answer.Bytes) app.respond(1).body()).bytes());
            assertEquals("3", app.text(2));
            assertEquals("m", app.text(3));
        }
    }

    @Test
    void aSuspendedInvocationLeavesItsWorkerToOthers() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "let release; globalThis.open = () => release(); export default () => new Promise((r) => { release = () => r('first') })",
                "export default () => { globalThis.open(); return 'second' }")) {
            TestRuntime.Call first = app.start(0);
            assertEquals("second", app.text(1));
            assertEquals("first", text(first.await()));
        }
    }

    @Test
    void aQuickActionIsPromotedAndASlowOneIsNot() throws Exception {
        List<String> moves = new CopyOnWriteArrayList<>();
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void laneChanged(ActionTarget target, boolean inPlace) {
                moves.add(target + " " + inPlace);
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                l -> l,
                listener,
                action("return 1"),
                action("const end = Date.now() + 3; while (Date.now() < end); return 1"))) {
            for (int i = 0; i < 50; i++) {
                app.call(0);
                app.call(1);
            }
            // On a busy machine it takes longer, and may not last.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!moves.contains("a0 true") && System.nanoTime() - end < 0) {
                app.call(0);
            }
            assertTrue(moves.contains("a0 true"), moves.toString());
            assertFalse(moves.contains("a1 true"), moves.toString());
        }
    }

    @Test
    void aReloadHasFreshStateAndTheOldGenerationFinishesItsOwn() throws Exception {
        String waiting =
                "let release; globalThis.open = () => release(); export default () => new Promise((r) => { release = () => r('old') })";
        try (TestRuntime app = new TestRuntime(waiting, "let n = 0; export default () => ++n")) {
            assertEquals("1", app.text(1));
            TestRuntime.Call old = app.start(0);
            assertEquals("2", app.text(1));
            app.generation = app.runtime.load(TestRuntime.app(
                    "export default () => { globalThis.open(); return 'new' }",
                    "let n = 10; export default () => ++n"));
            assertEquals(2, app.generation.number());
            assertEquals("11", app.text(1));
            assertEquals("new", app.text(0));
            assertEquals("old", text(old.await()));
        }
    }

    @Test
    void operationsAreAwaitedAndNothingElse() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "export default async () => { const s = t.sleep(1); return [await s, await s, await Promise.all([t.sleep(1), t.sleep(2)]), await t.sleep(1).then(() => 'then')] }",
                "export default async () => { try { await t.sleep(-1) } catch (e) { return [e instanceof RangeError, e.message] } }",
                "export default async () => { try { await t.sleep('x') } catch (e) { return [e instanceof TypeError, e.message] } }",
                action("return t.sleep(1)"),
                action("return {a: t.sleep(1)}"),
                action("return '' + t.sleep(1)"),
                action("const {a} = t.sleep(1)"))) {
            assertEquals("[null,null,[null,null],\"then\"]", app.text(0));
            assertEquals("[true,\"t.sleep: the time must be from 0 to 2147483647 ms, not -1\"]", app.text(1));
            assertEquals("[true,\"t.sleep: the time must be a number of milliseconds, not 'x'\"]", app.text(2));
            for (int i = 3; i <= 6; i++) {
                assertTrue(
                        failure(app.call(i)).error().message().startsWith("t.sleep() was used without drift()"),
                        "action " + i);
            }
        }
    }

    @Test
    void signalsAreAbortedOnceAndTellTheirListeners() throws Exception {
        try (TestRuntime app = new TestRuntime("""
                export default async () => {
                  const seen = [];
                  const controller = new AbortController();
                  const any = AbortSignal.any([controller.signal, new AbortController().signal]);
                  any.onabort = (e) => seen.push('on ' + e.type + ' ' + (e.target === any));
                  any.addEventListener('abort', { handleEvent: () => { throw new Error('in a listener') } });
                  any.addEventListener('abort', () => seen.push('once'), { once: true });
                  controller.abort();
                  controller.abort('again');
                  seen.push(any.aborted, any.reason instanceof DOMException, any.reason.name, any.reason.code, AbortSignal.abort(1).reason);
                  const timeout = AbortSignal.timeout(1);
                  await new Promise((r) => { timeout.onabort = r });
                  seen.push(timeout.reason.name);
                  return seen;
                }""")) {
            assertEquals("[\"on abort true\",\"once\",true,true,\"AbortError\",20,1,\"TimeoutError\"]", app.text(0));
        }
    }

    @Test
    void aDriftThatCannotSuspendHoldsItsThreadAndTheLaneGrows() throws Exception {
        List<String> parked = Collections.synchronizedList(new ArrayList<>());
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void parked(Invocation invocation) {
                parked.add(invocation.target().toString());
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                l -> l,
                listener,
                action(
                        "return [drift(t.sleep(5)) ?? 'slept', drift([1, t.sleep(1), Promise.resolve(2)]), drift({a: new Promise((r) => setTimeout(r, 2, 'timer'))}), drift('plain')]"),
                action("try { drift(Promise.reject(new RangeError('no'))) } catch (e) { return e.message }"),
                action(NEVER),
                action("return 'other'"))) {
            assertEquals("[\"slept\",[1,null,2],{\"a\":\"timer\"},\"plain\"]", app.text(0));
            assertEquals("no", app.text(1));
            List<TestRuntime.Call> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(app.start(2));
            }
            assertEquals("other", app.text(3));
            for (TestRuntime.Call each : held) {
                each.cancel();
                assertEquals(499, failure(each.await()).status());
            }
            assertEquals("other", app.text(3));
            assertTrue(parked.contains("a2"), parked.toString());
        }
    }

    @Test
    void aDriftThatHoldsItsThreadEndsWithTheTimeOfItsInvocation() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1, l -> TestLimits.wallMs(l, 2_500), RuntimeListener.NONE, action(NEVER), action("return 'other'"))) {
            assertEquals(504, failure(app.call(0)).status());
            assertEquals("other", app.text(1));
        }
    }

    @Test
    void aDriftAtModuleLevelIsAnError() {
        LoadException e = assertThrows(
                LoadException.class, () -> new TestRuntime("drift(t.sleep(1)); export default () => 1").close());
        assertTrue(e.getMessage().contains("drift() was called outside of a request"), e.getMessage());
    }

    @Test
    void workGivenToWaitUntilIsNoFunction() throws Exception {
        try (TestRuntime app = new TestRuntime("export default (req) => req.waitUntil(() => 1)")) {
            assertEquals(
                    "req.waitUntil: an operation or a promise is expected, not a function; call it",
                    failure(app.call(0)).error().message());
        }
    }

    @Test
    void workGivenToWaitUntilOutlivesTheAnswer() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "globalThis.seen = []; export default (req) => { req.waitUntil((async () => { await new Promise((r) => { globalThis.open = r }); seen.push(req.id) })()); return 'answered' }",
                action("return seen"),
                action("open()"))) {
            assertEquals("answered", app.text(0));
            assertEquals("[]", app.text(1));
            app.call(2);
            app.runtime.drain().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertEquals("[\"req-1\"]", app.text(1));
        }
    }

    @Test
    void codeCachesAreMadeOfEveryBundle() throws Exception {
        App app = TestRuntime.app(
                "console.log(1); setTimeout(() => {}, 1); export default () => 'a'", "export default () => 'b'");
        List<byte[]> caches = CodeCaches.make(app, AppEnvironment.EMPTY, Extensions.NONE);
        assertEquals(2, caches.size());
        try (TestRuntime running = new TestRuntime(action("return 1"))) {
            running.generation = running.runtime.load(new App(app.manifest(), app.router(), app.bundles(), caches));
            assertEquals("b", running.text(1));
        }
        assertThrows(
                LoadException.class,
                () -> CodeCaches.make(TestRuntime.app("null.x"), AppEnvironment.EMPTY, Extensions.NONE));
    }

    @Test
    void aBundleThatThrowsIsNotLoaded() throws Exception {
        try (TestRuntime app = new TestRuntime(action("return 'good'"))) {
            LoadException e = assertThrows(
                    LoadException.class, () -> app.runtime.load(TestRuntime.app("export default 1", "null.x")));
            assertEquals("a1", e.action());
            e = assertThrows(LoadException.class, () -> app.runtime.load(TestRuntime.app("export default 1")));
            assertTrue(e.getMessage().contains("is not a function but number"), e.getMessage());
            assertEquals("good", app.text(0));
        }
    }
}
