package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TitanRuntimeTest {
    private static String action(String body) {
        return "export default defineAction((req) => {" + body + "})";
    }

    private static Answer.Failure failure(Answer answer) {
        return assertInstanceOf(Answer.Failure.class, answer);
    }

    @Test
    void anyValueIsTheJsonBodyOfA200() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return {z: 1, a: [1, 'x', null]}"),
                action("return {status: 'ok'}"),
                action("return [1]"),
                action("return null"),
                action("return 1.50"),
                action("return {status: 200, other: 1}"))) {
            assertEquals(
                    new Answer.Response(
                            200,
                            List.of("Content-Type", "application/json"),
                            new Answer.Text("{\"z\":1,\"a\":[1,\"x\",null]}")),
                    app.call(0));
            assertEquals("{\"status\":\"ok\"}", app.text(1));
            assertEquals("[1]", app.text(2));
            assertEquals("null", app.text(3));
            assertEquals("1.5", app.text(4));
            assertEquals("{\"status\":200,\"other\":1}", app.text(5));
        }
    }

    @Test
    void aPlainObjectWithAStatusIsAnEnvelope() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return {status: 201, body: {user: 1}}"),
                action("return {status: 404, headers: {'X-A': 1, 'Set-Cookie': ['a=1', 'b=2']}, body: 'no'}"),
                action("return {status: 304}"),
                action("return {status: 200, body: new Uint8Array([1, 2])}"))) {
            assertEquals(
                    new Answer.Response(
                            201, List.of("Content-Type", "application/json"), new Answer.Text("{\"user\":1}")),
                    app.call(0));
            assertEquals(
                    new Answer.Response(
                            404,
                            List.of(
                                    "X-A",
                                    "1",
                                    "Set-Cookie",
                                    "a=1",
                                    "Set-Cookie",
                                    "b=2",
                                    "Content-Type",
                                    "text/plain; charset=utf-8"),
                            new Answer.Text("no")),
                    app.call(1));
            assertEquals(new Answer.Response(304, List.of(), new Answer.Empty()), app.call(2));
            assertArrayEquals(new byte[] {1, 2}, ((Answer.Bytes) app.respond(3).body()).bytes());
        }
    }

    @Test
    void textNothingAndBytesHaveFormsOfTheirOwn() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return 'hé\\n'"),
                action(""),
                action("return new Uint8Array([1, 2, 255]).subarray(1)"),
                action("return t.response.html('<p>').header('X-B', 'b').cookie('s', 'a b', {maxAge: 5})"),
                action("return t.response.redirect('/ü?a=%20')"),
                action("return t.response.file('a.txt')"),
                action("return new Response('x', {status: 202, headers: {'x-y': 'z'}})"),
                action("return Response.json({a: 1})"))) {
            assertEquals(
                    new Answer.Response(
                            200, List.of("Content-Type", "text/plain; charset=utf-8"), new Answer.Text("hé\n")),
                    app.call(0));
            assertEquals(new Answer.Response(204, List.of(), new Answer.Empty()), app.call(1));
            assertArrayEquals(new byte[] {2, -1}, ((Answer.Bytes) app.respond(2).body()).bytes());
            assertEquals(
                    new Answer.Response(
                            200,
                            List.of(
                                    "Content-Type",
                                    "text/html; charset=utf-8",
                                    "X-B",
                                    "b",
                                    "Set-Cookie",
                                    "s=a%20b; Max-Age=5; Path=/; HttpOnly; SameSite=Lax"),
                            new Answer.Text("<p>")),
                    app.call(3));
            assertEquals(List.of("Location", "/%C3%BC?a=%20"), app.respond(4).headers());
            assertEquals(new Answer.FileBody("a.txt"), app.respond(5).body());
            assertEquals(
                    new Answer.Response(
                            202, List.of("content-type", "text/plain;charset=UTF-8", "x-y", "z"), new Answer.Text("x")),
                    app.call(6));
            assertEquals("{\"a\":1}", app.text(7));
        }
    }

    @Test
    void theRequestIsReadFromItsParts() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "import {defineAction} from 'titan'; export default defineAction((req) => ["
                        + "req.method, req.url, req.path, req.params.id, req.params.n, req.query.a, req.query.getAll('a'), req.query['b c'],"
                        + "req.headers['x-twice'], req.headers.host, req.cookies.b, req.ip, req.id, req.text(), typeof req.headers.__proto__,"
                        + "({}).evil === undefined, req.query.get('none') === undefined, t.env.GREETING, t.config.get('db.url'), t.config.get('no', 7)])")) {
            Answer answer = app.start(0, "a=1&a=2+%2B&b+c=%C3%A9&getAll=x&__proto__=evil", RequestBody.NONE)
                    .await();
            assertEquals(
                    "[\"POST\",\"https://example.org/p/x%2Fy/2.5?a=1&a=2+%2B&b+c=%C3%A9&getAll=x&__proto__=evil\",\"/p/x%2Fy/2.5\",\"x/y\",2.5,"
                            + "\"2 +\",[\"1\",\"2 +\"],\"é\",\"a, b\",\"example.org\",\" x\",\"10.1.2.3\",\"req-1\",\"raw\",\"string\","
                            + "true,true,\"hi\",\"sqlite:\",7]",
                    ((Answer.Text) ((Answer.Response) answer).body()).text());
        }
    }

    @Test
    void bodiesAreParsedByTheirKind() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return req.body"), action("return [typeof req.body, req.body.length, req.rawBody.length]"))) {
            assertEquals(
                    "{\"a\":{\"b\":1}}",
                    text(app.start(
                                    0,
                                    "",
                                    new RequestBody.Text(
                                            RequestBody.Kind.JSON, "{\"a\":{\"b\":1,\"__proto__\":{\"x\":1}}}"))
                            .await()));
            assertEquals(
                    "{\"a\":\"1\",\"b\":\"2 3\"}",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.FORM, "a=1&b=2+3"))
                            .await()));
            assertEquals(
                    "plain",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.PLAIN, "plain"))
                            .await()));
            assertEquals(
                    "[\"object\",3,3]",
                    text(app.start(1, "", new RequestBody.Bytes(new byte[] {1, 2, 3}))
                            .await()));
            Answer.Failure bad = failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{"))
                    .await());
            assertEquals(400, bad.status());
            assertTrue(bad.detail().startsWith("the body is not valid JSON"), bad.detail());
            assertEquals(
                    400,
                    failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.FORM, "a=%zz"))
                                    .await())
                            .status());
        }
    }

    private static String text(Answer answer) {
        return ((Answer.Text) ((Answer.Response) answer).body()).text();
    }

    @Test
    void uploadedFilesAreReadWhereTheyLie(@TempDir Path folder) throws Exception {
        Path large = Files.writeString(folder.resolve("large"), "large content");
        try (TestRuntime app = new TestRuntime(
                "export default async (req) => [req.body.title, req.body.a.name, req.body.a.size, await req.body.a.text(), await req.body.b.text()]")) {
            RequestBody body = new RequestBody.Multipart(List.of(
                    new RequestBody.Field("title", "t"),
                    new RequestBody.FilePart(
                            "a", "a.txt", "text/plain", 5, "small".getBytes(StandardCharsets.UTF_8), null),
                    new RequestBody.FilePart("b", "b.txt", "text/plain", 13, null, large)));
            assertEquals(
                    "[\"t\",\"a.txt\",5,\"small\",\"large content\"]",
                    text(app.start(0, "", body).await()));
        }
    }

    @Test
    void schemasDecideBeforeTheActionRuns() throws Exception {
        String schema = "const S = (check) => ({'~standard': {version: 1, vendor: 'test', validate: check}});\n";
        try (TestRuntime app = new TestRuntime(
                schema
                        + "export default defineAction({body: S((v) => v && v.n > 0 ? {value: {n: v.n * 2}} : {issues: [{message: 'bad n', path: ['n']}]})}, (req) => req.body)",
                schema
                        + "export default defineAction({query: S(async (v) => v.q ? {value: v} : {issues: [{message: 'no q', path: [{key: 'q'}]}]})}, (req) => req.query.q)")) {
            assertEquals(
                    "{\"n\":42}",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{\"n\":21}"))
                            .await()));
            Answer.Failure bad = failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{\"n\":0}"))
                    .await());
            assertEquals(422, bad.status());
            assertEquals(
                    java.util.Map.of(
                            "fields", List.of(java.util.Map.of("in", "body", "path", "n", "message", "bad n"))),
                    bad.extra());
            assertEquals(
                    415,
                    failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.PLAIN, "x"))
                                    .await())
                            .status());
            assertEquals("ok", text(app.start(1, "q=ok", RequestBody.NONE).await()));
            assertEquals(422, failure(app.call(1)).status());
        }
    }

    @Test
    void throwsAreDataAndHttpErrorsChooseTheAnswer() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("function inner() { throw new TypeError('no', {cause: 'why'}) }\ninner()"),
                "import {HttpError} from 'titan'; export default () => { throw new HttpError(409, 'taken', {headers: {'Retry-After': 3}, details: {id: 7}}) }",
                action("t.error(404, 'gone')"),
                action("throw null"),
                action("return {n: 1n}"),
                action("const a = {}; a.b = {a}; return a"),
                action("return {status: 200, headers: {'X-A': 'a\\r\\nb'}}"),
                action("return Promise.reject(new Error('later'))"),
                action("return () => {}"))) {
            Answer.Failure thrown = failure(app.call(0));
            assertEquals(500, thrown.status());
            assertEquals("", thrown.detail());
            assertEquals("TypeError", thrown.error().name());
            assertTrue(
                    thrown.error().stack().contains("at inner (titan:///actions/a0.js:1:"),
                    thrown.error().stack());
            assertEquals("why", thrown.error().cause().message());
            Answer.Failure chosen = failure(app.call(1));
            assertEquals(409, chosen.status());
            assertEquals("taken", chosen.detail());
            assertEquals(List.of("Retry-After", "3"), chosen.headers());
            assertEquals(java.util.Map.of("id", 7), chosen.extra());
            assertEquals(404, failure(app.call(2)).status());
            assertEquals("null", failure(app.call(3)).error().message());
            assertEquals(
                    "the answer cannot be JSON: n is a BigInt (1n); convert it with String() or Number()",
                    failure(app.call(4)).error().message());
            assertEquals(
                    "the answer cannot be JSON: b.a refers back to an object that contains it",
                    failure(app.call(5)).error().message());
            assertTrue(failure(app.call(6)).error().message().contains("line break"));
            assertEquals("later", failure(app.call(7)).error().message());
            assertEquals(500, failure(app.call(8)).status());
        }
    }

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
    void anEndlessLoopIsEndedAndItsWorkerGoesOn() throws Exception {
        UnaryOperator<Limits> limits = l -> limits(l, 100, 30_000, 256, 1000);
        List<LimitReason> terminated = new ArrayList<>();
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void terminated(ActionTarget target, LimitReason reason) {
                terminated.add(reason);
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                limits,
                listener,
                action("for (;;) {}"),
                "let n = 0; export default () => ++n",
                action("try { for (;;) {} } finally { for (;;) {} }"),
                action("const spin = () => Promise.resolve().then(spin); return spin()"),
                "export default async () => { await t.sleep(1); for (;;) {} }")) {
            assertEquals("1", app.text(1));
            Answer.Failure ended = failure(app.call(0));
            assertEquals(503, ended.status());
            assertEquals("TITAN_E503_CPU", ended.code());
            assertEquals("2", app.text(1));
            assertEquals("TITAN_E503_CPU", failure(app.call(2)).code());
            assertEquals("TITAN_E503_CPU", failure(app.call(3)).code());
            assertEquals("3", app.text(1));
            assertEquals("TITAN_E503_CPU", failure(app.call(4)).code());
            assertEquals("4", app.text(1));
            assertEquals(List.of(LimitReason.CPU, LimitReason.CPU, LimitReason.CPU, LimitReason.CPU), terminated);
        }
    }

    @Test
    void aFullHeapCostsTheWorkerNotTheProcess() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("const all = []; for (;;) all.push(new Array(1000).fill(all.length))"),
                "let n = 0; export default () => ++n",
                "export default () => new Promise(() => {})")) {
            assertEquals("1", app.text(1));
            TestRuntime.Call waiting = app.start(2);
            assertEquals("TITAN_E503_HEAP", failure(app.call(0)).code());
            assertEquals("TITAN_E503_WORKER", failure(waiting.await()).code());
            assertEquals("1", app.text(1), "a new isolate has new module state");
        }
    }

    @Test
    void anInvocationPastItsDeadlineIsAnswered504() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                l -> limits(l, 10_000, 50, 256, 1000),
                RuntimeListener.NONE,
                "export default () => new Promise(() => {})")) {
            assertEquals(504, failure(app.call(0)).status());
        }
    }

    @Test
    void theQueueIsBounded() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                l -> limits(l, 300, 30_000, 256, 2),
                RuntimeListener.NONE,
                action("for (;;) {}"),
                action("return 1"))) {
            TestRuntime.Call busy = app.start(0);
            List<TestRuntime.Call> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(app.start(1));
            }
            List<Integer> statuses = new ArrayList<>();
            for (TestRuntime.Call call : calls) {
                statuses.add(call.await() instanceof Answer.Failure f ? f.status() : 200);
            }
            assertEquals(503, failure(busy.await()).status());
            assertTrue(statuses.containsAll(List.of(200, 503)), statuses.toString());
            assertEquals(2, (double) statuses.stream().filter(s -> s == 200).count(), 1.0, statuses.toString());
        }
    }

    @Test
    void aCancelledInvocationIsAnsweredAndForgotten() throws Exception {
        CountDownLatch suspended = new CountDownLatch(1);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void suspended(Invocation invocation) {
                suspended.countDown();
            }
        };
        try (TestRuntime app = new TestRuntime(1, l -> l, listener, "export default () => new Promise(() => {})")) {
            TestRuntime.Call call = app.start(0);
            assertTrue(suspended.await(10, TimeUnit.SECONDS));
            call.cancel();
            assertEquals(499, failure(call.await()).status());
            app.runtime.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aQuickActionIsPromotedAndASlowOneIsNot() throws Exception {
        List<String> moves = new ArrayList<>();
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public synchronized void laneChanged(ActionTarget target, boolean inPlace) {
                moves.add(target + " " + inPlace);
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                l -> l,
                listener,
                action("return 1"),
                action("const end = Date.now() + 3; while (Date.now() < end); return 1"))) {
            for (int i = 0; i < 200; i++) {
                app.call(0);
                if (i < 50) {
                    app.call(1);
                }
            }
            assertEquals(List.of("a0 true"), moves);
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
            assertEquals("[true,\"t.sleep: the time must be from 0 to 2147483647 ms, not -1.0\"]", app.text(1));
            assertEquals("[true,\"t.sleep: the time in milliseconds must be a number\"]", app.text(2));
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
        List<String> parked = java.util.Collections.synchronizedList(new ArrayList<>());
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void parked(Invocation invocation) {
                parked.add(invocation.target().toString());
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                l -> limits(l, 10_000, 1_000, 256, 1000),
                listener,
                action(
                        "return [drift(t.sleep(5)) ?? 'slept', drift([1, t.sleep(1), Promise.resolve(2)]), drift({a: new Promise((r) => setTimeout(r, 2, 'timer'))}), drift('plain')]"),
                action("try { drift(Promise.reject(new RangeError('no'))) } catch (e) { return e.message }"),
                action("try { drift(new Promise(() => {})) } finally { console.log('ended') }"),
                action("return 'other'"))) {
            assertEquals("[\"slept\",[1,null,2],{\"a\":\"timer\"},\"plain\"]", app.text(0));
            assertEquals("no", app.text(1));
            List<TestRuntime.Call> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(app.start(2));
            }
            assertEquals("other", app.text(3));
            held.get(0).cancel();
            assertEquals(499, failure(held.get(0).await()).status());
            assertEquals(504, failure(held.get(1).await()).status());
            assertEquals("other", app.text(3));
            assertTrue(parked.contains("a2"), parked.toString());
        }
    }

    @Test
    void aDriftAtModuleLevelIsAnError() {
        LoadException e = assertThrows(
                LoadException.class, () -> new TestRuntime("drift(t.sleep(1)); export default () => 1").close());
        assertTrue(e.getMessage().contains("drift() was called outside of a request"), e.getMessage());
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
            app.runtime.drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertEquals("[\"req-1\"]", app.text(1));
        }
    }

    @Test
    void whoeverWaitsLearnsThatTheClientHasGone() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                l -> limits(l, 10_000, 60, 256, 1000),
                RuntimeListener.NONE,
                "globalThis.seen = []; export default async (req) => { req.signal.onabort = () => seen.push('signal ' + req.signal.reason.name); try { await t.sleep(100000) } catch (e) { seen.push(e.name) } finally { seen.push('finally') } }",
                action("return seen"))) {
            assertEquals(504, failure(app.call(0)).status());
            assertEquals("[\"signal TimeoutError\",\"TimeoutError\",\"finally\"]", app.text(1));
        }
    }

    @Test
    void codeCachesAreMadeOfEveryBundle() throws Exception {
        App app = TestRuntime.app(
                "console.log(1); setTimeout(() => {}, 1); export default () => 'a'", "export default () => 'b'");
        List<byte[]> caches = CodeCaches.make(app, java.util.Map.of(), dev.titan.host.extension.Extensions.NONE);
        assertEquals(2, caches.size());
        try (TestRuntime running = new TestRuntime(action("return 1"))) {
            running.generation = running.runtime.load(new App(app.manifest(), app.router(), app.bundles(), caches));
            assertEquals("b", running.text(1));
        }
        assertThrows(
                LoadException.class,
                () -> CodeCaches.make(
                        TestRuntime.app("null.x"), java.util.Map.of(), dev.titan.host.extension.Extensions.NONE));
    }

    @Test
    void aBundleThatThrowsIsNotLoaded() throws Exception {
        try (TestRuntime app = new TestRuntime(action("return 'good'"))) {
            LoadException e = assertThrows(
                    LoadException.class, () -> app.runtime.load(TestRuntime.app("export default 1", "null.x")));
            assertEquals("a1", e.action());
            e = assertThrows(LoadException.class, () -> app.runtime.load(TestRuntime.app("export default 1")));
            assertTrue(e.getMessage().contains("is no function but number"), e.getMessage());
            assertEquals("good", app.text(0));
        }
    }

    @Test
    void keepsNothingOfWhatWasGivenUpAndNeverEnds() throws Exception {
        Semaphore suspended = new Semaphore(0);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void suspended(Invocation invocation) {
                suspended.release();
            }
        };
        String action = action("const large = new Array(2_500_000).fill(1.5);"
                + " req.signal.addEventListener('abort', () => large.length); return new Promise(() => {})");
        try (TestRuntime app = new TestRuntime(1, l -> l, listener, action)) {
            // Together they are larger than the heap.
            for (int i = 0; i < 20; i++) {
                TestRuntime.Call call = app.start(0);
                assertTrue(suspended.tryAcquire(20, TimeUnit.SECONDS));
                call.cancel();
                assertEquals("TITAN_E499", failure(call.await()).code());
            }
        }
    }

    private static Limits limits(Limits l, int cpuMs, int wallMs, int heapMb, int queue) {
        return new Limits(
                cpuMs,
                wallMs,
                heapMb,
                l.suspended(),
                queue,
                l.queueMs(),
                l.bodyBytes(),
                l.urlBytes(),
                l.headerBytes(),
                l.headers(),
                l.params(),
                l.headerMs(),
                l.bodyMs(),
                l.idleMs(),
                l.fetch(),
                l.shutdownMs());
    }
}
