package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says of throws that nobody handles: what was thrown, whatever it is, and whose request it was. */
class UncaughtTest {
    /** Each throws what is put in, and may set {@code answer} so that its request lasts until then. */
    private static final List<String> WAYS = List.of(
            "Promise.reject(%s)",
            "(async () => { throw %s })()",
            "Promise.reject(%s).then(() => {}).finally(() => {})",
            "const slept = t.sleep(0); slept.then(() => { throw %s }); answer = slept.then(() => 1)",
            "setTimeout(() => { setTimeout(done, 0); throw %s }, 0); let done; answer = new Promise((d) => (done = () => d(1)))",
            "const target = new EventTarget(); target.addEventListener('x', () => { throw %s }); target.dispatchEvent(new Event('x'))",
            "req.waitUntil(Promise.reject(%s))");

    private final AppLines lines = new AppLines();

    @AfterEach
    void listensNoMore() {
        lines.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ code: 7, list: [1, new Map([[1, 2]])] }       | { code: 7, list: [ 1, Map(1) { 1 => 2 } ] }",
                "undefined                                       | undefined",
                "null                                            | null",
                "'plain'                                         | plain",
                "Symbol('s')                                     | Symbol(s)",
                "function foo() { secret() }                     | [Function: foo]",
                "new (class Lost { where = 'here' })()           | Lost { where: 'here' }",
                "{ password: 'hunter2', user: { apiKey: 'k' } }  | { password: ******, user: { apiKey: ****** } }",
                "{ text: 'x'.repeat(201).slice(0, 201) }         | … (201 characters)",
                "{ get trap() { throw 1 } }                      | { trap: [Getter] }",
                "new Proxy({}, { getPrototypeOf() { throw 1 } }) | [object that cannot be shown: 1]",
                "new TypeError('broken')                         | TypeError: broken",
            })
    void whatWasThrownIsShownWhateverItIs(String thrown, String shown) throws Exception {
        String[] actions = WAYS.stream()
                .map(way ->
                        TestRuntime.action("let answer; " + way.formatted("(" + thrown + ")") + "; return answer ?? 1"))
                .toArray(String[]::new);
        try (TestRuntime app = new TestRuntime(actions)) {
            for (int i = 0; i < actions.length; i++) {
                assertEquals("1", app.text(i), actions[i]);
                String line = lines.next(actions[i]);
                assertTrue(line.contains(shown), actions[i] + "\n" + line);
                assertTrue(line.contains("requestId=\"req-1\" action=\"a" + i + "\""), actions[i] + "\n" + line);
            }
        }
        assertEquals("[]", lines.left());
    }

    @Test
    void aDriftThatHoldsItsThreadForWhatOnlyOthersCanSettleSaysSo() throws Exception {
        String waits = TestRuntime.action("drift(new Promise(() => {}))");
        try (TestRuntime app =
                new TestRuntime(1, limits -> TestLimits.wallMs(limits, 1_500), RuntimeListener.NONE, waits)) {
            assertEquals(504, TestRuntime.failure(app.call(0)).status());
            String line = lines.next(waits);
            assertTrue(line.contains("no other runs in its isolate meanwhile"), line);
            assertTrue(line.contains("requestId=\"req-1\""), line);
        }
    }

    @Test
    void aRejectionWhereTheStackIsFullEndsNothing() throws Exception {
        String endless = TestRuntime.action("const f = async (n) => f(n + 1); f(0); return 1");
        String deep = TestRuntime.action(
                "const g = () => { try { return g() } catch (e) { Promise.reject({}).catch(() => {}); throw e } }; try { g() } catch { return 2 }");
        try (TestRuntime app = new TestRuntime(endless, deep)) {
            assertEquals("1", app.text(0));
            assertEquals("2", app.text(1));
            assertTrue(lines.next(endless).contains("Maximum call stack size exceeded"));
        }
    }

    @Test
    void aValueThatIsRejectedAnewWhenItIsReadIsToldOfAFewTimes() throws Exception {
        String again = TestRuntime.action(
                "const p = new Proxy({}, { ownKeys() { Promise.reject(p); return [] }, get() { Promise.reject(p) }, getPrototypeOf() { Promise.reject(p); return null } }); Promise.reject(p); return 1");
        try (TestRuntime app = new TestRuntime(again)) {
            assertEquals("1", app.text(0));
            assertEquals("1", app.text(0));
            assertTrue(lines.next(again).contains("unhandled promise rejection"));
        }
    }

    @Test
    void ofThousandsThatAreRejectedInOneTurnTheFirstAreToldAndTheOthersCounted() throws Exception {
        String many =
                TestRuntime.action("for (let i = 0; i < 6000; i++) Promise.reject(new Array(10000).fill(i)); return 3");
        try (TestRuntime app = new TestRuntime(many)) {
            assertEquals("3", app.text(0));
            for (int i = 0; i < 100; i++) {
                assertTrue(lines.next(many).contains("[ " + i + ", " + i), many);
            }
            assertTrue(lines.next(many).contains("5900 more of the same turn"));
        }
        assertEquals("[]", lines.left());
    }

    @Test
    void rejectionsThatAreHandledInTheSameTurnKeepNothing() throws Exception {
        String many = TestRuntime.action(
                "return (async () => { for (let i = 0; i < 6000; i++) try { await Promise.reject(new Array(10000).fill(i)) } catch {} return 3 })()");
        try (TestRuntime app = new TestRuntime(many)) {
            assertEquals("3", app.text(0));
        }
    }
}
