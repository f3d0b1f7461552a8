package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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

    @Test
    void garbageDoesNotCount() throws Exception {
        try (TestRuntime app =
                app("let n = 0; export default () => { new Uint8Array(16 << 20).fill(1); return ++n }")) {
            for (int i = 1; i <= 30; i++) {
                assertEquals(String.valueOf(i), app.text(0));
            }
        }
    }
}
