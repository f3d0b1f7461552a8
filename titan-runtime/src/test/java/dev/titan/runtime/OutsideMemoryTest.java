package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ArrayBuffers take lies outside of V8's heap, whose limit does not hold for them. */
@Timeout(300)
class OutsideMemoryTest {
    private static TestRuntime app(String... modules) throws Exception {
        return new TestRuntime(1, limits -> TestLimits.heapMb(limits, 32), RuntimeListener.NONE, modules);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anActionThatTakesItWithoutEndIsEnded() throws Exception {
        try (TestRuntime app = app(
                "export default () => { const all = []; for (;;) all.push(new Uint8Array(4 << 20).fill(1)) }",
                "let n = 0; export default () => ++n")) {
            assertEquals("1", app.text(1));
            Answer.Failure failure = assertInstanceOf(Answer.Failure.class, app.call(0));
            assertEquals("TITAN_E503_HEAP", failure.code());
            assertEquals("1", app.text(1), "a new isolate has new module state");
        }
    }

    @Test
    void whatIsKeptFromRequestToRequestCostsTheIsolateAndNoRequest() throws Exception {
        try (TestRuntime app = app("const all = []; export default () => all.push(new Uint8Array(16 << 20).fill(1))")) {
            int replaced = 0;
            int last = 0;
            for (int i = 0; i < 30; i++) {
                int kept = Integer.parseInt(app.text(0));
                replaced += kept <= last ? 1 : 0;
                last = kept;
                assertTrue(kept <= 10, kept + " times 16 MiB are kept where 128 MiB are allowed");
            }
            assertTrue(replaced > 0);
        }
    }

    /** An empty module with a memory of 17 MiB that it exports as m. */
    private static final String WITH_MEMORY = "new Uint8Array([0,97,115,109,1,0,0,0,5,4,1,0,144,2,7,5,1,1,109,2,0])";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new SharedArrayBuffer(17 << 20)",
                "new WebAssembly.Memory({ initial: 272 })",
                "(() => { const m = new WebAssembly.Memory({ initial: 1 }); m.grow(271); return m })()",
                "new WebAssembly.Memory({ initial: 272, maximum: 272, shared: true })",
                "new WebAssembly.Instance(new WebAssembly.Module(" + WITH_MEMORY + "))",
                "await WebAssembly.instantiate(" + WITH_MEMORY + ")"
            })
    void whatV8DoesNotCountCostsTheIsolateToo(String made) throws Exception {
        String busy = "for (const until = Date.now() + 3; Date.now() < until;);";
        try (TestRuntime app = app(
                "const all = []; export default async () => { const one = " + made + "; " + busy
                        + "return all.push(one) }",
                "let n = 0; export default async () => { " + made + "; " + busy + "return ++n }")) {
            int replaced = 0;
            int last = 0;
            for (int i = 0; i < 20; i++) {
                int kept = Integer.parseInt(app.text(0));
                replaced += kept <= last ? 1 : 0;
                last = kept;
                assertTrue(kept <= 10, kept + " times 17 MiB are kept where 128 MiB are allowed");
            }
            assertTrue(replaced > 0);
        }
    }

    @Test
    void aMemoryOfWebAssemblyHasABound() throws Exception {
        try (TestRuntime app = app(
                "export default () => { try { new WebAssembly.Memory({ initial: 65536 }); return 'made' } catch (e) { return e.name } }")) {
            assertEquals("RangeError", app.text(0));
        }
    }

    @Test
    void anIsolateCannotBeHeldByAtomics() throws Exception {
        try (TestRuntime app = app(
                "export default () => { try { return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) } catch (e) { return e.name + ' ' + e.message } }")) {
            assertEquals(
                    "TypeError Atomics.wait: it would hold the isolate, and nobody else could wake it; use drift(t.sleep(ms))",
                    app.text(0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Uint8Array(16 << 20).fill(1)",
                "new SharedArrayBuffer(16 << 20)",
                "new WebAssembly.Memory({ initial: 256 })"
            })
    void garbageDoesNotCount(String made) throws Exception {
        try (TestRuntime app = app("let n = 0; export default () => { " + made + "; return ++n }")) {
            for (int i = 1; i <= 30; i++) {
                assertEquals(String.valueOf(i), app.text(0));
            }
        }
    }
}
