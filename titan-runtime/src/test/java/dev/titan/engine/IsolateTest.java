package dev.titan.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsolateTest {
    private Isolate isolate;

    @BeforeEach
    void open() {
        isolate = Isolate.create();
    }

    @AfterEach
    void close() {
        isolate.close();
    }

    @Test
    void callsWithStringsNumbersAndBytes() throws JsException {
        JsObject object = isolate.run(
                Source.of(
                        "a.js",
                        "({join(a, b, c, d) { return [a, b, c, d].join() }, bytes(b) { return new Uint8Array(b).reverse() }})"));
        assertEquals("x,1,2.5,true", object.function("join").call("x", 1, 2.5, true));
        assertArrayEquals(new byte[] {3, 2, 1}, object.function("bytes").callBytes((Object) new byte[] {1, 2, 3}));
    }

    @Test
    void keepsEveryCharacterOfAString() throws JsException {
        JsFunction echo = isolate.run(Source.of("a.js", "(x) => x")).asFunction();
        String odd = "\u0000 é \ud83d\ude00 \ud800 \uffff";
        assertEquals(odd, echo.call(odd));
    }

    @Test
    void hostFunctionsReceiveAndReturn() throws JsException {
        JsObject host = isolate.run(Source.of("host.js", "({})"));
        List<Object> seen = new ArrayList<>();
        host.set("f", arguments -> {
            seen.addAll(java.util.Arrays.asList(arguments));
            return "from host";
        });
        JsFunction caller = isolate.run(Source.of("a.js", "(host) => host.f('a', 1, undefined)"))
                .asFunction();
        assertEquals("from host", caller.call(host));
        assertEquals(java.util.Arrays.asList("a", 1, null), seen);
    }

    @Test
    void aThrowIsDataWithStackAndPlace() {
        JsException e = assertThrows(
                JsException.class,
                () -> isolate.run(Source.of("bad.js", "\n  (function f() { throw new TypeError('no') })()")));
        assertTrue(e.stack().startsWith("TypeError: no\n    at f (bad.js:2:"), e.stack());
        assertEquals("bad.js", e.resource());
        assertEquals(2, e.line());
    }

    @Test
    void modulesImportOnlyWhatIsProvided() throws JsException {
        isolate.provide("titan", isolate.run(Source.of("t.js", "({answer: 42})")));
        try (JsModule module = isolate.module(
                Source.of("m.js", "import {answer} from 'titan'; export const f = () => 'is ' + answer"))) {
            assertEquals("is 42", module.namespace().function("f").call());
        }
        assertThrows(JsException.class, () -> isolate.module(Source.of("n.js", "import 'other'")));
    }

    @Test
    void aModuleMayBeLoadedTwiceUnderOneName() throws JsException {
        JsFunction first = isolate.module(Source.of("m.js", "let n = 0; export const f = () => String(++n)"))
                .namespace()
                .function("f");
        JsFunction second = isolate.module(Source.of("m.js", "let n = 10; export const f = () => String(++n)"))
                .namespace()
                .function("f");
        assertEquals("1", first.call());
        assertEquals("11", second.call());
        assertEquals("2", first.call());
    }

    @Test
    void aModuleThatThrowsSaysWhere() {
        JsException e =
                assertThrows(JsException.class, () -> isolate.module(Source.of("m.js", "export const a = 1;\nnull.x")));
        assertTrue(e.stack().contains("m.js:2:"), e.stack());
        e = assertThrows(JsException.class, () -> isolate.module(Source.of("m.js", "let a = ;")));
        assertEquals("m.js", e.resource());
    }

    @Test
    void codeCachesAreAccepted() throws JsException {
        String code = "export const f = () => 'hi'";
        byte[] cache;
        try (JsModule module = isolate.module(Source.of("m.js", code))) {
            module.namespace().function("f").call();
            cache = module.codeCache();
        }
        assertNotNull(cache);
        assertTrue(cache.length > 100);
        try (JsModule module = isolate.module(new Source("m.js", code, cache))) {
            assertEquals("hi", module.namespace().function("f").call());
        }
    }

    @Test
    void sloppyScriptsAreSloppyAndModulesStrict() throws JsException {
        assertEquals(
                "object",
                isolate.run(Source.of("a.js", "(function () { return typeof this })"))
                        .asFunction()
                        .call());
        assertEquals(
                "undefined",
                isolate.module(Source.of("m.js", "export function f() { return typeof this }"))
                        .namespace()
                        .function("f")
                        .call());
    }

    @Test
    void codeIsNotMadeFromStrings() throws JsException {
        JsFunction f = isolate.run(
                        Source.of("a.js", "() => { try { return '' + eval('1+1') } catch (e) { return e.name } }"))
                .asFunction();
        assertEquals("EvalError", f.call());
    }

    @Test
    void microtasksRunWhenTheCallReturns() throws JsException {
        JsObject object = isolate.run(Source.of(
                "a.js", "({s: '', f() { Promise.resolve().then(() => { this.s = 'done' }); return this.s }})"));
        JsObject o2 = isolate.run(
                Source.of(
                        "b.js",
                        "globalThis.o = {s: ''}, ({f() { Promise.resolve().then(() => { o.s = 'done' }); return o.s }, g: () => o.s})"));
        assertNotNull(object);
        assertEquals("", o2.function("f").call());
        assertEquals("done", o2.function("g").call());
    }

    @Test
    void rejectionsWithoutHandlerAreReported() throws JsException {
        List<String> seen = new ArrayList<>();
        isolate.onRejection(new Isolate.RejectionListener() {
            @Override
            public void rejected(int promise, Rejected reason) {
                seen.add("rejected " + reason.value());
                reason.close();
            }

            @Override
            public void handled(int promise) {
                seen.add("handled");
            }
        });
        isolate.run(Source.of("a.js", "() => { Promise.reject(new Error('lost')) }"))
                .asFunction()
                .call();
        assertEquals(1, seen.size());
        assertTrue(seen.get(0).contains("lost"), seen.toString());
        seen.clear();
        isolate.run(Source.of("a.js", "() => { const p = Promise.reject(1); p.catch(() => {}) }"))
                .asFunction()
                .call();
        assertEquals(List.of("rejected 1", "handled"), seen);
    }

    @Test
    void anEndlessLoopIsTerminatedAndTheIsolateGoesOn() throws Exception {
        JsObject host = isolate.run(Source.of("host.js", "({})"));
        CountDownLatch entered = new CountDownLatch(1);
        host.set("entered", arguments -> {
            entered.countDown();
            return null;
        });
        JsFunction loop = isolate.run(Source.of("a.js", "(host) => { host.entered(); for (;;) {} }"))
                .asFunction();
        Thread killer = new Thread(() -> {
            try {
                entered.await();
            } catch (InterruptedException e) {
                return;
            }
            isolate.terminate();
        });
        killer.start();
        assertThrows(JsTerminated.class, () -> loop.call(host));
        killer.join();
        isolate.resume();
        assertEquals(
                "alive",
                isolate.run(Source.of("b.js", "() => 'alive'")).asFunction().call());
    }

    @Test
    void aFullHeapEndsTheCallNotTheProcess() throws JsException {
        JsFunction fill = isolate.run(Source.of(
                        "a.js", "() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }"))
                .asFunction();
        assertFalse(isolate.exhausted());
        assertThrows(JsTerminated.class, fill::call);
        assertTrue(isolate.exhausted());
    }

    @Test
    void anIsolateForToolsHasMoreRoomThanAnApp() throws JsException {
        try (Isolate tools = Isolate.createForTools()) {
            JsFunction fill = tools.run(
                            Source.of(
                                    "a.js",
                                    "() => { const all = []; for (let i = 0; i < 350; i++) all.push(new Array(131072).fill(i)); return String(all.length) }"))
                    .asFunction();
            assertEquals("350", fill.call());
            assertFalse(tools.exhausted());
        }
    }

    @Test
    void aResultThatIsNoStringIsNull() throws JsException {
        assertNull(isolate.run(Source.of("a.js", "() => 1")).asFunction().call());
    }
}
